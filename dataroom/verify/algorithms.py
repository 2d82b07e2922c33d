"""The digests that lists are read with."""

from __future__ import annotations

ALGORITHMS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128, "blake3": 64}
"""Their names, and how many hex digits each has."""

WEAK = frozenset({"md5", "sha1"})
"""These find accidents; whoever means to can make two files that they cannot tell apart."""
