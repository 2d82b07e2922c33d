"""Landlock: a process gives up, for itself and its children, the right to reach files; no privilege is needed.

Source: Linux, Documentation/userspace-api/landlock.rst. The standard library has no call for it: hence ctypes.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# The same on all architectures.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_GIVE_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

EXECUTE = 1 << 0
_WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _DEVICE = 1 << 14, 1 << 15
# Folders and files removed, folders, files, sockets, pipes and links made: no devices, nothing carried elsewhere.
_MAKE = 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 12
READ = _READ_FILE | _READ_FOLDER
WRITE = _WRITE_FILE
CHANGE = READ | WRITE | _TRUNCATE | _MAKE
_OF_FILES = EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE
_ABI_TRUNCATE, _ABI_NETWORK, _ABI_SCOPES = 3, 4, 6
# What each version of the interface can refuse, all of which is refused.
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP, _SCOPES = 3, 3


@dataclass(frozen=True, slots=True)
class Place:
    """A file, or a folder with all that is in it, and the rights that stay: of READ, WRITE, CHANGE and EXECUTE."""

    path: Path
    rights: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What Landlock keeps this process from."""

    writing: bool = False
    reading: bool = False
    signals: bool = False


def version() -> int:
    """Give the version of the interface, or 0 where the kernel has none."""
    return max(0, _call(_CREATE, None, 0, _GIVE_VERSION))


def restrict(places: Iterable[Place]) -> Kept:
    """Give up all but `places`, for good; does nothing where the kernel cannot. Never raises."""
    known = version()
    if not known:
        return Kept()
    ruleset = _ruleset(known)
    if ruleset < 0:
        return Kept()
    try:
        for place in places:
            _add(ruleset, place, _rights(known))
        stands = no_new_privileges() and _call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)
    return Kept(stands and known >= _ABI_TRUNCATE, stands, stands and known >= _ABI_SCOPES)


def no_new_privileges() -> bool:
    """Promise that no program started from here gets more rights, as both kinds of lock ask for."""
    libc = ctypes.CDLL(None, use_errno=True)
    return int(libc.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0)))) == 0


def _rights(known: int) -> int:
    return next(rights for since, rights in sorted(_RIGHTS.items(), reverse=True) if known >= since)


def _ruleset(known: int) -> int:
    attributes = struct.pack("=Q", _rights(known))
    if known >= _ABI_NETWORK:
        attributes += struct.pack("=Q", _TCP)
    if known >= _ABI_SCOPES:
        attributes += struct.pack("=Q", _SCOPES)
    return _call(_CREATE, attributes, len(attributes), 0)


def _add(ruleset: int, place: Place, handled: int) -> None:
    # A place that is not there cannot be reached anyway.
    with suppress(OSError):
        handle = os.open(place.path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights = place.rights & handled
            if not stat.S_ISDIR(os.fstat(handle).st_mode):
                rights &= _OF_FILES
            _call(_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
        finally:
            os.close(handle)


def _call(number: int, *arguments: bytes | int | None) -> int:
    try:
        call = ctypes.CDLL(None, use_errno=True).syscall
    except (OSError, AttributeError):
        return -1
    call.restype = ctypes.c_long
    return int(call(ctypes.c_long(number), *map(_argument, arguments)))


def _argument(value: bytes | int | None) -> object:
    return ctypes.c_long(value) if isinstance(value, int) else ctypes.c_char_p(value)
