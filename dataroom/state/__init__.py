"""What is remembered between runs: advice that saves work, never evidence; and the ledger, which is kept whole."""
