"""What a check was given beside its room and its day, as one digest: where it is another one, nothing kept holds."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from dataroom.shipped import shipped
from dataroom.state.method import data_digest, whole_digest


def given_digest(parameters: Mapping[str, object], apart: Collection[str]) -> bytes:
    """Give the digest of the program, its data and all parameters by their names, but for those set `apart`."""
    digest = hashlib.sha256(whole_digest() + data_digest(shipped("rules"), shipped("checklists")))
    for name in sorted(set(parameters) - set(apart)):
        digest.update(f"\0{name}\0".encode())
        digest.update(_told(parameters[name]))
    return digest.digest()


def _told(value: object) -> bytes:
    """Give what a value says, with the content of the file or folder that it may name."""
    if isinstance(value, tuple | list):
        return hashlib.sha256(b"".join(map(_told, value))).digest()
    if value is None or isinstance(value, bool | int | float | dt.date):
        return hashlib.sha256(repr(value).encode()).digest()
    text = str(value)
    digest, place = hashlib.sha256(text.encode("utf-8", "surrogateescape")), Path(text)
    if text and place.is_dir():
        digest.update(b"\0folder" + data_digest(place))
    elif text and place.is_file():
        digest.update(b"\0file" + hashlib.sha256(place.read_bytes()).digest())
    return digest.digest()
