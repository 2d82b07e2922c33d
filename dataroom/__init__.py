"""dataroom: the open, offline readiness checker for due-diligence data rooms."""

__version__ = "0.1.0"
