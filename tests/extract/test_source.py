from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import pytest

from dataroom.extract import Source, extract, reading
from dataroom.extract.containers import CONTAINERS
from dataroom.extract.draft import clean
from dataroom.extract.source import Limits
from dataroom.model import State

from .papers import SENTENCE, read


def test_streams_are_fresh_and_independent(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        sources = [
            Source.of_bytes("a.txt", b"0123456789"),
            Source.of_file("a.txt", file),
            Source.of_file("a.txt", file.fileno()),
            Source.of_file("a.txt", lambda: path.open("rb")),
        ]
        for source in sources:
            with source.open() as one, source.open() as two:
                one.seek(-3, os.SEEK_END)
                assert (source.size, one.read(2), two.read(2), one.read(), one.tell()) == (10, b"78", b"01", b"9", 10)
        assert not file.closed


@pytest.mark.parametrize(
    ("name", "extension"), [("a.PDF", "pdf"), ("a", ""), (".DS_Store", ""), ("a.tar.gz", "gz"), ("é.Docx", "docx")]
)
def test_extension(name: str, extension: str) -> None:
    assert Source.of_bytes(name, b"").extension == extension


def failing(error: BaseException) -> Source:
    def open_it() -> BinaryIO:
        raise error

    return Source("a.pdf", 10, open_it)


class Panic(BaseException):
    """As those that Rust code raises."""


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (PermissionError(13, "no"), State.UNREADABLE),
        (PermissionError("no"), State.CORRUPT),
        (OSError(5, "EIO"), State.UNREADABLE),
        (ValueError("x"), State.CORRUPT),
        (Panic("rust"), State.CORRUPT),
        (RecursionError(), State.CORRUPT),
        (ImportError("x", name="lib"), State.UNREADABLE),
    ],
)
def test_faults_are_answers(error: BaseException, state: State) -> None:
    content = extract(failing(error))
    assert content.state is state
    assert content.reason is not None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1), MemoryError()])
def test_what_ends_a_worker_passes(error: BaseException) -> None:
    with pytest.raises(type(error)):
        extract(failing(error))


@pytest.mark.parametrize("entry", sorted({*reading.READERS.values(), *CONTAINERS.values()}))
def test_every_entry_of_the_tables_is_there(entry: str) -> None:
    module, _, function = entry.partition(":")
    assert callable(getattr(import_module(f"dataroom.extract.{module}"), function))


def test_text_is_fit_to_be_written() -> None:
    assert clean("a\r\nb\rc\u2028d\x00\x1b\ud800\ufeffe") == "a\nb\nc\nde"
    clean("\ud83d".join("ab")).encode()


def test_pages_stop_at_the_limit() -> None:
    content = read("a.txt", "\f".join([SENTENCE] * 5).encode(), Limits(max_pages=3))
    assert (content.state, len(content.pages)) == (State.TOO_LARGE, 3)
