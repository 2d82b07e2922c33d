from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from dataroom.extract import extract, members
from dataroom.extract.pdf_budget import judge_forms, judge_tables
from dataroom.extract.source import Limits, Source
from dataroom.model import State
from tests.extract.papers import pdf
from tests.faults.torture import deflated, papers


def content(data: bytes) -> State:
    return extract(Source.of_bytes("a.pdf", data), Limits(ocr=False)).state


@pytest.mark.parametrize("make", [papers.forms, papers.run_length])
def test_what_would_cost_too_much_is_refused_before_it_is_paid_for(make: object) -> None:
    assert callable(make)
    assert content(make()) is State.TOO_LARGE


@pytest.mark.parametrize(("wrapped", "filters"), [(1, b"/FlateDecode"), (2, b"[/Fl/FlateDecode]")])
def test_a_table_of_objects_is_seen_through(wrapped: int, filters: bytes) -> None:
    packed = deflated(papers.SPACES, 65, wrapped)
    body = papers.stream(packed, b"/Type/ObjStm/N 1/First 4/Filter" + filters)
    data = papers.raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", body])
    assert content(data) is State.TOO_LARGE


def test_sound_documents_pass() -> None:
    data = pdf("La présente convention est conclue pour trois ans.")
    judge_tables(io.BytesIO(data))
    with pikepdf.open(io.BytesIO(data)) as document:
        judge_forms(document, 10)
        packed = io.BytesIO()
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    judge_tables(packed)
    assert content(packed.getvalue()) is State.OK


def chain(length: int, times: int, *, packed: bool = False) -> bytes:
    """Make a page whose form draws another so many times, and so on."""
    text, filters = b"/X Do " * times, b""
    if packed:
        text, filters = zlib.compress(text), b"/Filter/FlateDecode"
    bodies = [
        papers.stream(text, b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 7) + filters)
        for n in range(length)
    ]
    last = papers.stream(papers.WORDS, b"/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")
    return papers.paper(papers.stream(b"/X Do"), *bodies, last, resources=b"/XObject<</X 6 0 R>>")


@pytest.mark.parametrize(("length", "times", "refused"), [(3, 10, False), (60, 1, False), (4, 40, True)])
@pytest.mark.parametrize("packed", [False, True])
def test_forms_in_forms(length: int, times: int, *, refused: bool, packed: bool) -> None:
    assert (content(chain(length, times, packed=packed)) is State.TOO_LARGE) is refused


def test_a_form_that_draws_itself_ends() -> None:
    assert content(papers.form_in_itself()) is State.OK


def test_an_embedded_bomb_is_lost_alone() -> None:
    source = Source.of_bytes("a.pdf", papers.attachment(b"annexe.bin", deflated(bytes(1 << 20), 128), papers.FLATE))
    assert extract(source).state is State.OK
    assert [member.state for member in members(source)] == [State.TOO_LARGE]


def test_a_large_sound_attachment_is_given_whole() -> None:
    data = bytes(range(256)) * (40 << 12)
    packed = papers.attachment(b"annexe.bin", zlib.compress(data, 1), papers.FLATE)
    (member,) = members(Source.of_bytes("a.pdf", packed), Limits(max_ratio=2_000))
    assert member.source is not None
    with member.source.open() as stream:
        assert stream.read() == data
