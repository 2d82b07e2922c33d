"""The reading side of proof: a room against a list, a seal, a bag or the proof of one document."""
