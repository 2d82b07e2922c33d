"""Logins and secret addresses: read from an environment variable or a file of their owner, never from the config."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

_MOST = 4096


class NoSecret(Exception):
    """A secret cannot be had; the message says what was expected and what was found, never the secret."""


def from_variable(name: str, environment: Mapping[str, str]) -> str:
    """Give what an environment variable holds; raises NoSecret."""
    found = environment.get(name, "")
    if not found:
        raise NoSecret(f"a value in the environment variable {name}, got none")
    return _one_line(found, f"the environment variable {name}")


def from_file(path: Path) -> str:
    """Give the one line of a file that its owner alone can read; raises NoSecret."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            raw = file.read(_MOST + 1)
    except OSError as error:
        raise NoSecret(f"a readable file {path}, got {error.strerror or 'an error'}") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise NoSecret(f"a file that its owner alone can read, got {path} with mode {stat.S_IMODE(mode):04o}")
    if len(raw) > _MOST:
        raise NoSecret(f"one line in {path}, got more than {_MOST} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NoSecret(f"UTF-8 in {path}, got something else") from None
    return _one_line(text, str(path))


def _one_line(text: str, where: str) -> str:
    line = text.strip("\r\n")
    if not line or not line.isprintable():
        raise NoSecret(f"one printable line in {where}, got something else")
    return line
