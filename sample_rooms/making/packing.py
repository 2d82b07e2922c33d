"""Archives and messages whose bytes are the same on every run and machine: fixed dates, nothing compressed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP

MOMENT = (2026, 3, 2, 9, 0, 0)
_ISO = b"2026-03-02T09:00:00Z"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Give a ZIP of the members, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(_info(name), content)
    return out.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, MOMENT)
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info


def settled(office: bytes, *, without: tuple[str, ...] = ()) -> bytes:
    """Give an office file again with fixed dates, without the members named."""
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        names = [n for n in archive.namelist() if n not in without]
        return zipped({name: _STAMP.sub(rb"\g<1>" + _ISO + rb"\g<2>", archive.read(name)) for name in names})


def message(
    headers: Mapping[str, str], body: str, attachments: Mapping[str, bytes], *, boundary: str = "=_exemple"
) -> bytes:
    """Give an e-mail with PDF attachments, as bytes with fixed boundaries."""
    mail = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(body, cte="quoted-printable")
    for name, content in attachments.items():
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    if attachments:
        mail.set_boundary(boundary)
    return mail.as_bytes()
