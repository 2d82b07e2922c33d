"""The integrity seal: a folder of lists, records and a signature that stock tools verify without this program.

A seal is read in ten years by somebody who has neither it nor us: every format in it is older than it is.
"""

from __future__ import annotations

FORMAT = "dataroom-seal/1"
"""What `seal.json` says of itself."""

SUMS, ODD, LONG, CANONICAL, FAST = "SHA256SUMS", "SHA256SUMS.odd", "SHA256SUMS.long", "manifest.sha256z", "B3SUMS"
"""The lists: names that every tool reads; all other names; paths that no stock tool can open; all of them; BLAKE3.

`SHA256SUMS.odd`, `SHA256SUMS.long` and `B3SUMS` are absent when they would be empty.
"""

RECORDS, HEADER, SIGNATURE, SIGNERS, STAMP = (
    "records.jsonl",
    "seal.json",
    "seal.json.sig",
    "allowed_signers",
    "seal.tsr",
)
REPORT, SCRIPT = "report.json", "verify.sh"
GUIDES = ("HOW-TO-VERIFY.fr.md", "HOW-TO-VERIFY.en.md")

UNBOUND = frozenset({HEADER, SIGNATURE, STAMP})
"""The files whose digests `seal.json` cannot hold: itself, and what is made over it later."""

NAMESPACE = "dataroom-seal"
"""The namespace of the signature, and the name under which `allowed_signers` holds the key."""
