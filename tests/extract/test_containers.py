from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataroom.extract import Limits, Member, Source, members
from dataroom.extract.kinds import ZIP
from dataroom.model import State
from tests.faults.torture import containers as torture

from .papers import SENTENCE, facts, pdf, read, zipped


def opened(name: str, data: bytes, limits: Limits | None = None) -> list[Member]:
    return list(members(Source.of_bytes(name, data), limits or Limits()))


def contents(found: list[Member]) -> dict[str, bytes]:
    return {m.name: m.source.open().read() for m in found if m.source is not None}


def tarred(files: dict[str, bytes], mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]  # the mode is a parameter
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


FILES = {"dossier/été.txt": SENTENCE.encode(), "b.pdf": pdf(SENTENCE)}
CONTAINED = {"a.zip": zipped(FILES), "a.tar": tarred(FILES, "w"), "a.tgz": tarred(FILES, "w:gz")}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar", tarred(FILES, "w")),
        ("a.tar.gz", tarred(FILES, "w:gz")),
        ("a.tgz", tarred(FILES, "w:gz")),
    ],
)
def test_members_come_whole(name: str, data: bytes) -> None:
    content = read(name, data)
    assert (content.state, content.pages) == (State.OK, ())
    assert "members" in facts(content)
    found = opened(name, data)
    assert contents(found) == FILES
    assert [m.source.name for m in found if m.source] == ["été.txt", "b.pdf"]
    assert found[0].raw == "dossier/été.txt".encode()


def test_one_compressed_file() -> None:
    assert contents(opened("note.txt.gz", gzip.compress(b"mot", mtime=0))) == {"note.txt": b"mot"}


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"mot"), ("a.docx", b"PK"), ("a.pdf", pdf("x")), ("a", b"")])
def test_no_container_has_no_members(name: str, data: bytes) -> None:
    assert opened(name, data) == []


def test_an_empty_archive_says_so() -> None:
    assert read("a.zip", zipped({})).state is State.EMPTY


def marked(data: bytes, flag: int) -> bytes:
    """Set a flag of every member, in local headers and in the directory."""
    out = bytearray(data)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := out.find(magic, start + 1)) >= 0:
            out[start + at] |= flag
    return bytes(out)


def test_encrypted_members() -> None:
    assert [m.state for m in opened("a.zip", marked(zipped(FILES), 1))] == [State.ENCRYPTED] * 2


def test_encrypted_office_file() -> None:
    assert read("a.docx", marked(zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), 1)).state in {
        State.ENCRYPTED,
        State.CORRUPT,
    }


def doubled(name: str) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("[Content_Types].xml", b"<Types/>")
            archive.writestr(name, b"<a/>")
            archive.writestr(name, b"<b/>")
    return out.getvalue()


def test_duplicates() -> None:
    found = opened("a.zip", doubled("a.txt").replace(b"[Content_Types].xml", b"[Content_Typos].xml"))
    assert [m.state for m in found] == [None, State.CORRUPT, State.CORRUPT]
    content = read("a.docx", doubled("word/document.xml"))
    assert content.state is State.CORRUPT
    assert content.reason is not None
    assert "deux fois" in content.reason.fr


def test_overlapping_members_are_refused() -> None:
    data = bytearray(zipped({"a.txt": bytes(4000), "b.txt": bytes(4000)}, zipfile.ZIP_STORED))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (10).to_bytes(4, "little")
    assert read("a.zip", bytes(data)).state is State.CORRUPT
    assert [m.state for m in opened("a.zip", bytes(data))] == [State.CORRUPT]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_inflate_without_bound_are_refused(method: int) -> None:
    assert [m.state for m in opened("a.zip", zipped({"a": b"x"}, method))] == [State.UNSUPPORTED]


@pytest.mark.parametrize(
    ("limits", "state"),
    [
        (Limits(max_members=1), State.TOO_LARGE),
        (Limits(max_total_bytes=100), State.TOO_LARGE),
    ],
)
def test_archive_limits(limits: Limits, state: State) -> None:
    assert read("a.zip", zipped(FILES), limits).state is state
    assert [m.state for m in opened("a.zip", zipped(FILES), limits)] == [state]


def test_member_limit_spares_the_others() -> None:
    found = opened("a.zip", zipped({"gros": bytes(5000), "petit": b"x"}), Limits(max_member_bytes=1000))
    assert [m.state for m in found] == [State.TOO_LARGE, None]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.zip", zipped({"zeros": bytes(40 << 20)})), ("zeros.gz", gzip.compress(bytes(40 << 20), mtime=0))],
)
def test_bombs_are_too_large(name: str, data: bytes) -> None:
    assert [m.state for m in opened(name, data)] == [State.TOO_LARGE]


def test_a_lying_size_is_corrupt() -> None:
    data = bytearray(zipped({"a": b"x" * 500}))
    for magic, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(magic)
        data[start + at : start + at + 4] = (10).to_bytes(4, "little")
    assert [m.state for m in opened("a.zip", bytes(data))] == [State.CORRUPT]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(FILES)[:-10]),
        ("a.tar.gz", tarred(FILES, "w:gz")[:-40]),
        ("a.gz", gzip.compress(b"mot" * 999, mtime=0)[:-12]),
        ("a.tar", tarred(FILES, "w")[:1500]),
    ],
)
def test_truncated_archives_say_so(name: str, data: bytes) -> None:
    assert opened(name, data)[-1].state is State.CORRUPT


def test_links_in_a_tar_are_said_and_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("lien")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert [(m.name, m.state) for m in opened("a.tar", out.getvalue())] == [("lien", State.UNSUPPORTED)]


@pytest.mark.parametrize(("raw", "shown"), [(b"\x82t\x82.txt", "été.txt"), ("é.txt".encode(), "é.txt")])
def test_names_without_the_flag(raw: bytes, shown: str) -> None:
    placeholder = b"n" * len(raw)
    data = zipped({placeholder.decode(): b"x"}).replace(placeholder, raw)
    found = opened("a.zip", data)
    assert (found[0].name, found[0].raw) == (shown, raw)


def test_big_members_are_spooled() -> None:
    noise = bytes(range(256)) * 4 * (20 << 10)
    data = zipped({"gros.bin": noise}, zipfile.ZIP_STORED)
    tracemalloc.start()
    try:
        found = opened("a.zip", data)
        assert tracemalloc.get_traced_memory()[1] < 14 << 20
    finally:
        tracemalloc.stop()
    source = found[0].source
    assert source is not None
    first, second = source.open(), source.open()
    first.seek(1000)
    assert (first.read(10), second.read(10)) == (noise[1000:1010], noise[:10])
    assert source.size == len(noise)


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(sorted(CONTAINED)), st.integers(0, 1 << 20), st.binary(min_size=1, max_size=12))
def test_damage_never_raises_and_is_never_silent(name: str, at: int, junk: bytes) -> None:
    whole = CONTAINED[name]
    place = at % len(whole)
    data = whole[:place] + junk + whole[place + len(junk) :]
    content, found = read(name, data), opened(name, data)
    assert content.state is State.OK or content.reason is not None
    assert all((m.source is None) == (m.state is not None) == (m.reason is not None) for m in found)
    if name == "a.zip" and content.state is State.OK and content.media_type == ZIP:
        good = [m.source.open().read() for m in found if m.source is not None]
        assert any(m.state for m in found) or good == list(FILES.values())


def test_nested_containers_are_the_callers() -> None:
    outer = opened("a.zip", zipped({"b.zip": zipped(FILES)}))
    source = outer[0].source
    assert source is not None
    assert set(contents(list(members(source)))) == set(FILES)


def test_damage_is_not_taken_for_a_fault_of_the_system() -> None:
    content = read("a.msg", torture.compound(0))
    assert content.state is State.CORRUPT
