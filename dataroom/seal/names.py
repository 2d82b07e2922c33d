r"""Which list a name goes into, and how it is written there.

No line format carries every name through every stock tool, two do (measured on GNU 8.32, 9.1 and 9.10, uutils, perl's
shasum, BusyBox and rhash): plain lines for plain names, BSD-tagged lines for all others. What no tool can open, because
the system refuses paths of 4,096 bytes, stands in a list of its own.
"""

from __future__ import annotations

from dataroom.seal import LONG, ODD, SUMS

PATH_MAX = 4096
"""What Linux takes for a path, its NUL included; counted with the `./` of the lists."""


def list_of(raw: bytes) -> str:
    """Tell the list of a path: SHA256SUMS, SHA256SUMS.odd or SHA256SUMS.long."""
    if len(raw) + len(b"./\0") > PATH_MAX:
        return LONG
    return SUMS if is_plain(raw) else ODD


def is_plain(raw: bytes) -> bool:
    r"""Tell whether a path is valid UTF-8, all printable, without `\` or U+FFFD, not ending in a space."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.isprintable() and "\\" not in text and "\ufffd" not in text and not text.endswith(" ")


def escaped(raw: bytes) -> bytes:
    r"""Write `\` as `\\` and LF as `\n`, and nothing else."""
    return raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")


def unescaped(written: bytes) -> bytes:
    r"""Take back what `escaped` did; raises ValueError for any other use of `\`."""
    parts = written.split(b"\\\\")
    for part in parts:
        if b"\\" in part.replace(b"\\n", b""):
            raise ValueError("an escape that is neither \\\\ nor \\n")
    return b"\\".join(part.replace(b"\\n", b"\n") for part in parts)
