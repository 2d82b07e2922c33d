"""Old Word and PowerPoint files (DOC, PPT), pictures of telephones (HEIC): a program of the machine reads them.

No kept, permissive library does. LibreOffice writes old files again as DOCX and PPTX, which are read with all they
hide; antiword gives the text alone; the tools of libheif write pictures again as JPEG (dataroom/extract/conversion.py).
"""

from __future__ import annotations

from pathlib import Path

import olefile

from dataroom.extract import conversion, kinds, passwords, reasons, slides, unsupported, word
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Source
from dataroom.model import State

_LOCKED_SLIDES = 0xF3D1C4DF
_TARGETS = {kinds.DOC: ("doc", word.read), kinds.PPT: ("ppt", slides.read)}
_COMPONENTS = {kinds.DOC: "libswlo.so", kinds.PPT: "libsdlo.so", kinds.XLS: "libsclo.so"}
"""Where they stand beside the program: Writer, Impress, Calc."""


def read_doc(source: Source, draft: Draft) -> None:
    """Read an old Word file."""
    _read(source, draft, kinds.DOC)


def read_ppt(source: Source, draft: Draft) -> None:
    """Read an old PowerPoint file."""
    _read(source, draft, kinds.PPT)


def _read(source: Source, draft: Draft, kind: str) -> None:
    if source.size > conversion.MOST_IN:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, conversion.MOST_IN))
    if _is_locked(source, kind):
        opened = passwords.unlocked_office(source, draft.limits.passwords)
        if opened is None:
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
        draft.fact("opened-with-password")
        source = opened
    office = conversion.find(_TARGETS[kind][0])
    if office is not None and not _lacks(office, kind):
        _by_office(source, draft, kind)
    elif kind == kinds.DOC and conversion.find("doc-text") is not None:
        _by_antiword(source, draft)
    else:
        raise Refusal(State.UNSUPPORTED, unsupported.reason(kind, source.extension))


def _is_locked(source: Source, kind: str) -> bool:
    """Tell whether a file is encrypted: [MS-DOC] 2.5.1 FibBase, fEncrypted; [MS-PPT] 2.3.2 CurrentUserAtom."""
    name, at, size = ("WordDocument", 10, 2) if kind == kinds.DOC else ("Current User", 12, 4)
    with source.open() as stream, olefile.OleFileIO(stream) as file:
        head = file.openstream(name).read(at + size) if file.exists(name) else b""
    value = int.from_bytes(head[at:], "little")
    return bool(value & 0x0100) if kind == kinds.DOC else value == _LOCKED_SLIDES


def _lacks(program: str, kind: str) -> bool:
    """Tell whether LibreOffice was installed without the part that reads a kind: it would call sound files damaged."""
    folder = Path(program).resolve().parent
    there = {part for part in _COMPONENTS.values() if (folder / part).is_file()}
    return bool(there) and _COMPONENTS[kind] not in there


def _by_office(source: Source, draft: Draft, kind: str) -> None:
    name, reader = _TARGETS[kind]
    made = _made(name, source, draft)
    draft.fact("converted", "LibreOffice")
    reader(Source.of_bytes(conversion.CONVERSIONS[name].made[0], made), draft)


def _by_antiword(source: Source, draft: Draft) -> None:
    text = _made("doc-text", source, draft).decode("utf-8", "replace")
    draft.fact("converted", "antiword")
    draft.fact("converted-text-only")
    draft.page(text)
    if not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _made(name: str, source: Source, draft: Draft) -> bytes:
    with source.open() as stream:
        outcome, made = conversion.convert(name, stream.read(), draft.limits.alive)
    if outcome == "made":
        return made
    raise {
        "failed": Refusal(State.CORRUPT, reasons.crashed(name[:3].upper(), "LibreOffice")),
        "slow": Refusal(State.TIMEOUT, reasons.SLOW_CONVERSION),
        "large": Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, conversion.MOST_OUT)),
        "locked": Refusal(State.UNSUPPORTED, reasons.LOCKED_IN),
    }[outcome]


def jpeg_of(data: bytes, draft: Draft) -> bytes | None:
    """Give a HEIC picture as JPEG, or None where no program of the machine makes one of it."""
    program = conversion.find("heic")
    if program is None or len(data) > conversion.MOST_IN or not draft.limits.ocr:
        return None
    outcome, made = conversion.convert("heic", data, draft.limits.alive)
    if outcome != "made" or len(made) > conversion.MOST_IN:
        return None  # it stays a picture that was not read
    draft.fact("converted", Path(program).name)
    return made
