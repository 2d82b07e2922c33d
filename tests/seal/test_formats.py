"""The formats of a seal: canonical JSON, the lists, the tree."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.seal import CANONICAL, FAST, LONG, ODD, SUMS
from dataroom.seal.canonical import dump, load
from dataroom.seal.manifest import BadList, Line, canonical_line, plain_line, read_list, tagged_line
from dataroom.seal.merkle import merkle_root, prove, root_of
from dataroom.seal.names import escaped, list_of, unescaped

DIGEST = "ab" * 32
WRITERS = {SUMS: plain_line, FAST: plain_line, ODD: tagged_line, LONG: tagged_line, CANONICAL: canonical_line}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({}, b"{}"),
        ([], b"[]"),
        (None, b"null"),
        (2**53 - 1, b"9007199254740991"),
        ({"b": [True, False], "a": 0}, b'{"a":0,"b":[true,false]}'),
        ("é\u2028\x7f/", '"é\u2028\x7f/"'.encode()),
        ('\b\t\n\f\r"\\\x00\x1f', rb'"\b\t\n\f\r\"\\\u0000\u001f"'),
        # The RFC's own example of an order (3.2.3).
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'.encode(),
        ),
    ],
)
def test_json_has_one_form(value: object, written: bytes) -> None:
    assert dump(value) == written
    assert load(written) == value


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, -(2**53), "\ud800", {1: 2}, b"x", {"a": [0.1]}])
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dump(value)


@pytest.mark.parametrize(
    "raw", [b"", b"{} ", b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'"\\u00e9"', b"1.0", b"\xff", b"[" * 100_000, b"-0"]
)
def test_json_in_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        load(raw)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"plain.pdf", SUMS),
        ("Hélène/œuvre 1.pdf".encode(), SUMS),
        ("e\u0301".encode(), SUMS),
        (b" leading", SUMS),
        (b"-rf", SUMS),
        (b"*star", SUMS),
        (b"#comment", SUMS),
        (b"a (b) = c", SUMS),
        (b"trailing ", ODD),
        (b"folder /x", SUMS),
        (b"line\nbreak", ODD),
        (b"return\r", ODD),
        (b"back\\slash", ODD),
        (b"\xff", ODD),
        ("\ufffd".encode(), ODD),
        (b"\x1b[31m", ODD),
        (b"\x7f", ODD),
        ("\u202e".encode(), ODD),
        ("\ufeffbom".encode(), ODD),
        (b"\xed\xa0\x80", ODD),
        (b"n/" * 2046 + b"n", SUMS),
        (b"n/" * 2046 + b"nn", LONG),
    ],
)
def test_each_name_has_its_list(raw: bytes, name: str) -> None:
    assert list_of(raw) == name


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        (b"trailing ", b"SHA256 (./trailing ) = " + DIGEST.encode() + b"\n"),
        (b"a\nb\\n\r", rb"\SHA256 (./a\nb\\n" + b"\r) = " + DIGEST.encode() + b"\n"),
        (b"\xff) = x", b"SHA256 (./\xff) = x) = " + DIGEST.encode() + b"\n"),
    ],
)
def test_the_tagged_line_is_that_of_the_stock_tools(raw: bytes, written: bytes) -> None:
    assert tagged_line(Line(raw, DIGEST)) == written


NAME = st.binary(min_size=1, max_size=12).map(lambda raw: raw.replace(b"\0", b"0").replace(b"/", b"\\"))
PATHS = st.lists(NAME.filter(lambda name: name not in {b".", b".."}), max_size=12, unique=True).map(sorted)


@given(PATHS)
def test_every_list_reads_back_as_it_was_written(paths: list[bytes]) -> None:
    for name, write in WRITERS.items():
        lines = [Line(raw, DIGEST) for raw in paths if name == CANONICAL or list_of(raw) in {name, SUMS} - {ODD, LONG}]
        if name in {ODD, LONG}:
            lines = [Line(raw, DIGEST) for raw in paths if list_of(raw) == name]
        written = b"".join(map(write, lines))
        assert list(read_list(name, io.BytesIO(written))) == lines


@given(st.binary())
def test_escaping_is_taken_back(raw: bytes) -> None:
    assert unescaped(escaped(raw)) == raw
    assert b"\n" not in escaped(raw)


HEX = DIGEST.encode()


@pytest.mark.parametrize(
    ("name", "written", "wrong"),
    [
        (SUMS, HEX + b"  ./a", "cut off"),
        (SUMS, HEX + b" *./a\n", "no line"),
        (SUMS, HEX + b"  a\n", "no line"),
        (SUMS, HEX.upper() + b"  ./a\n", "no line"),
        (SUMS, b"# a comment\n", "no line"),
        (SUMS, HEX + b"  ./b\n" + HEX + b"  ./a\n", "out of order"),
        (SUMS, HEX + b"  ./a\n" + HEX + b"  ./a\n", "twice"),
        (SUMS, HEX + b"  ./../a\n", "not a path inside"),
        (SUMS, HEX + b"  .//a\n", "not a path inside"),
        (SUMS, HEX + b"  ./a \n", "another list"),
        (FAST, HEX + b"  ./a \n", "another list"),
        (ODD, b"SHA256 (./a) = " + HEX + b"\n", "another list"),
        (ODD, b"\\SHA256 (./a ) = " + HEX + b"\n", "no line"),
        (ODD, b"SHA256 (./a\\b) = " + HEX + b"\n", "no line"),
        (ODD, b"\\SHA256 (./a\\r) = " + HEX + b"\n", "no line"),
        (CANONICAL, HEX + b"  ./a\n", "cut off"),
        (CANONICAL, b"x" * (1 << 21), "longer than"),
    ],
)
def test_a_list_that_was_edited_is_no_list(name: str, written: bytes, wrong: str) -> None:
    with pytest.raises(BadList, match=wrong):
        list(read_list(name, io.BytesIO(written)))


def _slow_root(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + _slow_root(leaves[:split]) + _slow_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65])
def test_every_leaf_is_proved_and_nothing_else(size: int) -> None:
    leaves = [b"leaf %d" % number for number in range(size)]
    root = _slow_root(leaves).hex()
    assert merkle_root(leaves) == root
    for index, leaf in enumerate(leaves):
        proof = prove(leaves, index)
        assert (proof.root, proof.size, proof.index) == (root, size, index)
        assert root_of(leaf, index, size, proof.path) == root
        assert root_of(b"another", index, size, proof.path) != root
        assert _leads_to(leaf, (index + 1) % size, size, proof.path) != root or size == 1


def _leads_to(leaf: bytes, index: int, size: int, path: tuple[str, ...]) -> str:
    try:
        return root_of(leaf, index, size, path)
    except ValueError:
        return ""


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [(-1, 2, []), (2, 2, []), (0, 2, []), (0, 1, ["00" * 32]), (0, 2, ["00"]), (0, 2, ["AB" * 32]), (0, 2, ["x"])],
)
def test_a_proof_of_another_shape_is_refused(index: int, size: int, path: list[str]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        root_of(b"leaf", index, size, path)


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_for_what_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        prove([b"a", b"b", b"c"], index)
