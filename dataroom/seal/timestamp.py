"""The timestamp of a seal (RFC 3161): a third party's word that the signature existed at a time.

Requests and answers are made and checked by openssl, which every reader of the seal has.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dataroom.errors import UsageError

_PATIENCE = 20.0
_MOST = 1 << 20
_TIME = re.compile(r"^Time stamp: (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class NoStamp(Exception):
    """The authority could not be reached, refused, or its answer is not a timestamp over the signature."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When the authority says that it saw the signature; `known` when its certificate was followed to a trusted one."""

    time: dt.datetime
    known: bool


def require_authority(url: str) -> str:
    """Pass the address of a timestamp authority; raises UsageError for another one, and where there is no openssl."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"--tsa: expected an address of http:// or https://, got {url!r}")
    _tool()
    return url


def stamp(signature: bytes, url: str) -> bytes:
    """Ask the authority at `url` for a timestamp over `signature`; gives its answer, checked. Raises NoStamp."""
    with tempfile.TemporaryDirectory(prefix="dataroom-") as name:
        folder = Path(name)
        (folder / "signature").write_bytes(signature)
        asked = _openssl(folder, "ts", "-query", "-data", "signature", "-sha256", "-cert", "-out", "query")
        if asked.returncode:
            raise NoStamp(f"openssl made no request: {_said(asked)}")
        (folder / "stamp").write_bytes(_post(url, (folder / "query").read_bytes()))
        # The query holds the digest and a number used once: an answer to another one is refused.
        _verify(folder, ["-queryfile", "query"], None)
        return (folder / "stamp").read_bytes()


def read_stamp(answer: bytes, signature: bytes, authorities: Path | None = None) -> Stamp:
    """Check a timestamp over `signature`; raises NoStamp where it is none.

    With `authorities` (PEM), the certificate must lead to one of them; without, the timestamp is only checked to be
    sound under the certificate that it carries. Certificates are judged at the time of the stamp.
    """
    with tempfile.TemporaryDirectory(prefix="dataroom-") as name:
        folder = Path(name)
        (folder / "signature").write_bytes(signature)
        (folder / "stamp").write_bytes(answer)
        return _verify(folder, ["-data", "signature"], authorities)


def _verify(folder: Path, over: list[str], authorities: Path | None) -> Stamp:
    time = _time(folder)
    trusted = (
        ["-CAfile", str(authorities.absolute())] if authorities else ["-CAfile", _carried(folder), "-partial_chain"]
    )
    at = str(int(time.timestamp()))
    done = _openssl(folder, "ts", "-verify", *over, "-in", "stamp", *trusted, "-attime", at)
    if done.returncode:
        raise NoStamp(f"not a sound timestamp over this signature: {_said(done)}")
    return Stamp(time, known=authorities is not None)


def _time(folder: Path) -> dt.datetime:
    shown = _openssl(folder, "ts", "-reply", "-in", "stamp", "-text")
    found = _TIME.search(shown.stdout.decode("utf-8", "replace"))
    if shown.returncode or found is None or found[1] not in _MONTHS:
        status = re.search(rb"^Status: (.*)$", shown.stdout, re.MULTILINE)
        said = status[1].decode("utf-8", "replace") if status else "no timestamp in it"
        raise NoStamp(f"the authority’s answer: {said}")
    month, day, hour, minute, second, year = found.groups()
    numbers = (int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second))
    return dt.datetime(*numbers, tzinfo=dt.UTC)


def _carried(folder: Path) -> str:
    _openssl(folder, "ts", "-reply", "-in", "stamp", "-token_out", "-out", "token")
    shown = _openssl(folder, "pkcs7", "-inform", "DER", "-in", "token", "-print_certs", "-out", "carried")
    if shown.returncode or not (folder / "carried").is_file():
        raise NoStamp("the authority’s answer carries no certificate")
    return "carried"


def _post(url: str, query: bytes) -> bytes:
    import http.client  # noqa: PLC0415 - every reader of a seal would load it, and never asks an authority
    import urllib.error  # noqa: PLC0415 - the same
    import urllib.request  # noqa: PLC0415 - the same

    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    request = urllib.request.Request(url, query, headers, method="POST")  # noqa: S310 - the scheme was checked
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - the same
            raw: bytes = answer.read(_MOST + 1)
    except urllib.error.HTTPError as error:
        with error:
            raise NoStamp(f"the authority answered {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        raise NoStamp(f"the authority could not be reached: {getattr(error, 'reason', None) or error}") from None
    if len(raw) > _MOST:
        raise NoStamp("the authority’s answer is no timestamp: it does not end")
    return raw


def _tool() -> str:
    tool = shutil.which("openssl")
    if tool is None:
        raise UsageError("timestamps: expected openssl on this machine, got none")
    return tool


def _openssl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([_tool(), *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603 - no shell


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "error:" in line]
    return lines[-1].rpartition(":")[2] if lines else "refused by openssl"
