"""A room counted against a list: whatever the pages of the list and the shares of the work, each name is met once."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from pathlib import Path

import pytest

from dataroom.verify.bookmark import Bookmark
from dataroom.verify.listing import Page, as_page, one_by_one
from dataroom.verify.tally import tally
from tests.seal.rooms import place

CONTENTS = {
    b"%s/%03d" % (folder, number): b"%s %d" % (folder, number)
    for folder in (b"a", b"a b", b"c/d")
    for number in range(60)
}
CONTENTS |= {b"a!": b"beside", b"z": b"last"}


def pages(listed: dict[bytes, str], size: int) -> list[Page]:
    pairs = sorted(listed.items())
    return [as_page(pairs[at : at + size]) for at in range(0, len(pairs), size)]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room")
    for raw, content in CONTENTS.items():
        path = place(folder, raw)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.mark.parametrize("size", [1, 7, 16, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_every_name_is_met_once(room: Path, size: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same every time
    listed = {raw: digest(content) for raw, content in CONTENTS.items()}
    names = dice.sample(sorted(listed), 12 if seed else 0)
    added, changed, gone = set(names[:4]), set(names[4:8]), [raw + b" gone" for raw in names[8:]]
    for raw in added:
        del listed[raw]
    listed |= dict.fromkeys(changed, digest(b"else")) | dict.fromkeys(gone, digest(b"nowhere"))
    found = tally(lambda: iter(pages(listed, size)), room, jobs=0)
    kinds = {raw: kind for kind, some in (("added", added), ("changed", changed), ("missing", gone)) for raw in some}
    assert {d.raw: d.kind.value for d in found.differences} == kinds
    assert (found.listed, found.seen) == (len(listed), len(CONTENTS))
    assert found.identical == len(CONTENTS) - len(added) - len(changed)
    assert found.balanced


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_a_list_is_taken_as_it_comes(size: int) -> None:
    listed = {b"%02d" % number: f"{number:04d}" for number in range(10)}
    mark = Bookmark(iter(pages(listed, size)))
    assert mark.take_all([b"00", b"01", b"02"]) == "000000010002"
    assert mark.take_all([b"03", b"05"]) is None
    assert mark.take_all([b"03"]) == "0003"
    assert [raw for raw, _ in mark.before(b"06")] == [b"04", b"05"]
    assert (mark.take(b"05x"), mark.take(b"06")) == (None, "0006")
    assert mark.take_all([b"07", b"08", b"09", b"10"]) is None
    assert list(mark.rest()) == [(b"07", "0007"), (b"08", "0008"), (b"09", "0009")]
    assert (mark.take(b"10"), mark.take_all([b"10"]), list(mark.before(b"99"))) == (None, None, [])


def test_pages_hold_what_is_listed() -> None:
    listed = {b"a": "01", b"b": "02", b"c": "03"}
    assert list(one_by_one(pages(listed, 2))) == sorted(listed.items())
    assert list(one_by_one([as_page([])])) == []
    assert Counter(map(len, (names for names, _ in pages(listed, 2)))) == {2: 1, 1: 1}
