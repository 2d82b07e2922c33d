"""The records of a seal: one line of JSON for each object of the room, read or not.

Times and inodes are decimal digits in text: JSON's numbers lose their last digits in most readers.
"""

from __future__ import annotations

import base64

from dataroom.seal.canonical import dump
from dataroom.seal.observe import Observed


def record_line(seen: Observed, check: str) -> bytes:
    """Write the record of one object; `check` names the check in which it was read last."""
    entry, stamp, digests = seen.entry, seen.stamp, seen.fingerprint
    bare = seen.is_unseen or entry.kind == "folder"
    size = None if bare else entry.size
    mtime = None if bare else str(entry.mtime_ns)
    return (
        dump(
            {
                "path": entry.path,
                "path_raw": base64.b64encode(entry.raw).decode("ascii"),
                "kind": entry.kind,
                "status": seen.status,
                "reason": seen.reason,
                "size": digests.size if digests else size,
                "mtime_ns": str(stamp.mtime_ns) if stamp else mtime,
                "ctime_ns": str(stamp.ctime_ns) if stamp else None,
                "inode": str(stamp.inode) if stamp else None,
                "sha256": digests.sha256 if digests else None,
                "blake3": digests.blake3 if digests else None,
                "check": check if digests else None,
            }
        )
        + b"\n"
    )
