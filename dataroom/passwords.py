"""The file of passwords that the operator gives: one a line. They are tried on locked files and shown nowhere."""

from __future__ import annotations

from pathlib import Path

from dataroom.errors import UsageError

_MOST = 1_000
_MOST_BYTES = 1 << 20
_OPTION = "--password-file"


def load_passwords(path: Path) -> tuple[str, ...]:
    """Give the passwords in their order, each once; raises UsageError, which never quotes one."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{_OPTION}: {path}: expected a file that can be read, got {type(error).__name__}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{_OPTION}: {path}: expected UTF-8, got other bytes (byte {error.start + 1})") from error
    # A password may begin or end with a space; only the end of its line is none of it.
    found = tuple(dict.fromkeys(line.rstrip("\r") for line in text.split("\n") if line.rstrip("\r")))
    if not found or len(data) > _MOST_BYTES or len(found) > _MOST:
        raise UsageError(f"{_OPTION}: {path}: expected 1 to {_MOST} passwords, one a line, got {len(found)}")
    return found
