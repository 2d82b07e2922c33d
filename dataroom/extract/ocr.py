"""Text recognition for pages that are pictures.

What is recognised is a help to find documents, never the same as text: the state of the document stays `image-only`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from dataroom.extract import ocr_engine, ocr_reasons
from dataroom.extract.draft import Draft
from dataroom.extract.ocr_engine import Engine, EngineFault
from dataroom.extract.ocr_words import LOW, NOTHING, Recognised, is_doubtful, recognised
from dataroom.model import Bilingual


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to recognise: its number from 1, the way to its picture, and what the engine is told of it.

    `image` gives None for a picture that is too large, or of no format that the engine reads.
    """

    page: int
    image: Callable[[], bytes | None]
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a page; `unread` says why there is no text: `nothing`, `time`, `pages`, `size` or `failed`."""

    page: int
    result: Recognised = NOTHING
    unread: str = ""


class Meter:
    """The processor time that a document has left, spent by one run of the engine after another."""

    def __init__(self, seconds: float, alive: Callable[[], None] | None = None) -> None:
        """Begin with so many seconds; `alive` is called before each run."""
        self.left = seconds
        self._alive = alive

    def run(self, engine: Engine, image: bytes, options: Sequence[str], *, upright: bool = False) -> str:
        """Run the engine on a picture; raises EngineFault."""
        if self.left <= 0:
            raise EngineFault("time")
        if self._alive is not None:
            self._alive()
        before = _spent()
        try:
            return ocr_engine.run(engine, image, self.left, options, upright=upright)
        finally:
            self.left -= _spent() - before


def _spent() -> float:
    if sys.platform == "win32":  # which does not count what ended children took
        return time.monotonic()
    times = os.times()
    return times.children_user + times.children_system


_SURE = 75
"""From such a mean confidence on, a page certainly lay upright."""


def recognise(image: bytes, engine: Engine, seconds: float | Meter, options: Sequence[str] = ()) -> Recognised:
    """Give the text of one picture; raises EngineFault when the engine fails or is not done in time."""
    meter = seconds if isinstance(seconds, Meter) else Meter(seconds)
    # Most scans lie upright: finding out how a page lies costs a fifth more, and is left to those that read badly.
    table = meter.run(engine, image, options, upright=True)
    first = recognised(table)
    if first.confidence >= _SURE:
        return first
    if engine.turns:
        table = meter.run(engine, image, options)
        first = max(first, recognised(table), key=lambda found: found.confidence)
    # The engine itself sees pages on their side, but not all that are upside down.
    if first.confidence >= LOW or not image.startswith(b"P5") or not is_doubtful(table):
        return first
    with suppress(EngineFault):
        second = recognised(meter.run(engine, _upside_down(image), options))
        return second if second.confidence > first.confidence else first
    return first


def _upside_down(grey: bytes) -> bytes:
    at = grey.index(b"\n") + 1
    return grey[:at] + grey[: at - 1 : -1]


def ocr_pages(pictures: Iterable[Picture], engine: Engine, most: int, meter: Meter) -> Iterator[Answer]:
    """Recognise pages in their order, at most `most` of them and while time is left; answers each one."""
    for count, picture in enumerate(pictures):
        if count >= most or meter.left <= 0:
            yield Answer(picture.page, unread="pages" if count >= most else "time")
        else:
            yield _answer(picture, engine, meter)


def _answer(picture: Picture, engine: Engine, meter: Meter) -> Answer:
    image = picture.image()
    if image is None:
        return Answer(picture.page, unread="size")
    try:
        result = recognise(image, engine, meter, picture.options)
    except EngineFault as fault:
        return Answer(picture.page, unread=str(fault))
    return Answer(picture.page, result, unread="" if result.text else "nothing")


def read_pictures(draft: Draft, pictures: Sequence[Picture], otherwise: Bilingual) -> Bilingual:
    """Add the text of pages that are pictures, and facts about them; gives what to say of a document of such pages.

    `otherwise` is what is said where recognition is not wanted.
    """
    if not draft.limits.ocr or not pictures:
        return otherwise
    engine = ocr_engine.find()
    if engine is None:
        return ocr_reasons.NO_ENGINE
    draft.fact("ocr-engine", engine.name)
    limits = draft.limits
    meter = Meter(limits.max_ocr_seconds, limits.alive)
    answers = list(ocr_pages(pictures, engine, limits.max_ocr_pages, meter))
    for answer in answers:
        _add(draft, answer)
    return _reason(engine, answers)


def _add(draft: Draft, answer: Answer) -> None:
    if answer.unread:
        draft.fact("ocr-unread", answer.unread, answer.page)
        return
    draft.more(answer.page, answer.result.text)
    draft.fact("ocr", str(answer.result.confidence), answer.page)
    if answer.result.confidence < LOW:
        draft.fact("ocr-low", str(answer.result.confidence), answer.page)


def _reason(engine: Engine, answers: list[Answer]) -> Bilingual:
    read = [answer.result.confidence for answer in answers if not answer.unread]
    if read:
        return ocr_reasons.recognised(engine.name, round(sum(read) / len(read)), len(read), len(answers))
    causes = {answer.unread for answer in answers}
    if causes == {"nothing"}:
        return ocr_reasons.NOTHING
    return ocr_reasons.TOO_LARGE if causes <= {"size", "failed"} else ocr_reasons.TOO_SLOW
