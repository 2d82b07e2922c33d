"""Bags: those that are made satisfy bagit-python; those of others are judged by the rules of the conformance suite.

The cases follow the Library of Congress's suite (valid, invalid and warning bags of 0.97 and 1.0), built here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dataroom.cli.bag import command
from dataroom.errors import FileFaults, NothingToCheck, UsageError
from dataroom.verify.bagging import export, not_portable
from dataroom.verify.bags import verify_bag
from dataroom.verify.outcome import Standing
from tests.seal.rooms import HOSTILE, fill, place, snapshot

DAY = dt.date(2026, 3, 31)
NAMES = [b"contrat.pdf", "été/paie 2025.pdf".encode(), b"a/b/c", b"a b/~$d"]


def bagit_bag(folder: Path) -> Any:
    """Open a bag with bagit-python, which asks a module that is gone for nothing but its own version."""
    stand_in = types.ModuleType("pkg_resources")
    stand_in.DistributionNotFound = LookupError  # type: ignore[attr-defined]
    stand_in.get_distribution = lambda _name: types.SimpleNamespace(version="0")  # type: ignore[attr-defined]
    sys.modules.setdefault("pkg_resources", stand_in)
    import bagit  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

    return bagit.Bag(str(folder))


def test_a_made_bag_satisfies_bagit_python_and_us(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", NAMES)
    (room / "a" / "empty").touch()
    before = snapshot(room)
    made = export(room, tmp_path / "bag", DAY, "0")
    assert snapshot(room) == before
    assert made.files == 5
    bag = bagit_bag(made.place)
    bag.validate()
    assert bag.info["Payload-Oxum"] == f"{made.bytes}.5"
    outcome = verify_bag(made.place, jobs=0)
    assert outcome.good
    assert verify_bag(made.place, room, jobs=0).good
    assert (made.place.stat().st_mode & 0o777, (made.place / "bagit.txt").stat().st_mode & 0o777) == (0o700, 0o600)
    place(room, b"contrat.pdf").write_bytes(b"changed")
    assert not verify_bag(made.place, room, jobs=0).good
    with pytest.raises(UsageError, match="nothing lies yet"):
        export(room, tmp_path / "bag", DAY, "0")


REFUSED = [
    b"100%.pdf",
    b"a\nb",
    b"a\\b",
    b"a:b",
    b"CON",
    b"nul.txt",
    b"end ",
    b"end.",
    b" start",
    b"x/COM1.pdf",
    b"\xff",
    "e\u0301.pdf".encode(),
    b"what?",
    "\u202efdp".encode(),
    b"n" * 256,
    b"d/" * 600 + b"e",
]


@pytest.mark.parametrize("raw", REFUSED)
def test_names_that_some_systems_do_not_take(raw: bytes) -> None:
    assert not_portable(raw)


@pytest.mark.parametrize(
    "raw", [*NAMES, b"-rf", b".hidden", "契約書.pdf".encode(), b"it's (1) [2] & co, #3 + 4 = 7; ok!"]
)
def test_names_that_every_system_takes(raw: bytes) -> None:
    assert not not_portable(raw)


def test_what_cannot_go_into_a_bag_is_listed_and_there_is_none(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"fine", b"100%", b"Twin", b"twin"])
    (room / "link").symlink_to("fine")
    with pytest.raises(FileFaults) as raised:
        export(room, tmp_path / "bag", DAY, "0")
    assert [fault.file for fault in raised.value.faults] == ["100%", "link", "twin"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["room"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToCheck):
        export(tmp_path / "empty", tmp_path / "bag", DAY, "0")
    with pytest.raises(FileFaults):
        export(fill(tmp_path / "hostile", HOSTILE), tmp_path / "bag", DAY, "0")


def test_a_failed_export_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = fill(tmp_path / "room", NAMES)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        export(room, tmp_path / "bag", DAY, "0")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["room"]


def test_the_command_line(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", NAMES)
    done = CliRunner().invoke(command, [str(room), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == str(tmp_path / "out" / "bag")
    assert type(CliRunner().invoke(command, [str(room), "--out", str(room / "x")]).exception).__name__ == "UsageError"


Files = dict[str, bytes]
TEXT = b"text"


def hexed(raw: bytes, algorithm: str = "sha256") -> bytes:
    return hashlib.new(algorithm, raw).hexdigest().encode()


def line(path: str, raw: bytes = TEXT, algorithm: str = "sha256") -> bytes:
    return hexed(raw, algorithm) + b"  " + path.encode() + b"\n"


def declared(version: str = "1.0", encoding: str = "UTF-8") -> bytes:
    return f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n".encode()


def basic(version: str = "1.0", algorithm: str = "sha256", **changes: bytes | None) -> Files:
    files: dict[str, bytes | None] = {
        "bagit.txt": declared(version),
        f"manifest-{algorithm}.txt": line("data/text.txt", algorithm=algorithm),
        "data/text.txt": TEXT,
    }
    files.update(
        {name.replace("__", "/").replace("_txt", ".txt").replace("_", "-"): raw for name, raw in changes.items()}
    )
    return {name: raw for name, raw in files.items() if raw is not None}


def with_tags(files: Files, **changes: bytes) -> Files:
    listed = b"".join(line(name, raw) for name, raw in files.items() if not name.startswith("data/"))
    return {**files, "tagmanifest-sha256.txt": listed, **{k.replace("_", "."): v for k, v in changes.items()}}


INFO = b"Source-Organization: A\nContact-Name: B\n  and C\nContact-Name: D\n"
VALID: dict[str, Files] = {
    **{f"a basic bag of {version}": basic(version) for version in ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")},
    **{f"a bag by {name}": basic("1.0", name) for name in ("md5", "sha1", "sha224", "sha384", "sha512")},
    "tag files that are listed": with_tags(basic(bag_info_txt=INFO)),
    "an extra tag file that nobody lists": with_tags({**basic()}, extra_txt=b"x"),
    "metadata twice and over two lines": basic(bag_info_txt=INFO),
    "a right Payload-Oxum": basic(bag_info_txt=b"Payload-Oxum: 4.1\n"),
    "Windows line ends": {
        name: raw.replace(b"\n", b"\r\n") if "data" not in name else raw for name, raw in basic().items()
    },
    "old Mac line ends": {
        name: raw.replace(b"\n", b"\r") if "data" not in name else raw for name, raw in basic().items()
    },
    "capital digests": basic(manifest_sha256_txt=hexed(TEXT).upper() + b"  data/text.txt\n"),
    "a star before the name": basic(manifest_sha256_txt=hexed(TEXT) + b" *data/text.txt\n"),
    "a tab between": basic(manifest_sha256_txt=hexed(TEXT) + b"\tdata/text.txt\n"),
    "no line end at the end": basic(manifest_sha256_txt=line("data/text.txt")[:-1], bagit_txt=declared()[:-1]),
    "spaces in names": {
        **basic(manifest_sha256_txt=line("data/a  b .txt"), data__text_txt=None),
        "data/a  b .txt": TEXT,
    },
    "escaped names": {
        **basic(manifest_sha256_txt=line("data/100%25") + line("data/a%0Ab") + line("data/c%0d"), data__text_txt=None),
        "data/100%": TEXT,
        "data/a\nb": TEXT,
        "data/c\r": TEXT,
    },
    "a percent sign before 1.0": {
        **basic("0.97", manifest_sha256_txt=line("data/a%25"), data__text_txt=None),
        "data/a%25": TEXT,
    },
    "UTF-16 tag files": basic(
        "0.97",
        bagit_txt=declared("0.97", "UTF-16"),
        manifest_sha256_txt=line("data/text.txt").decode().encode("utf-16"),
    ),
    "Latin-1 tag files": {
        **basic(
            "0.97",
            bagit_txt=declared("0.97", "ISO-8859-1"),
            data__text_txt=None,
            manifest_sha256_txt=hexed(TEXT) + b"  data/\xe9t\xe9.txt\n",
        ),
        "data/été.txt": TEXT,
    },
    "a bag in a bag": {
        **basic(
            manifest_sha256_txt=b"".join(line(f"data/bag/{n}", raw) for n, raw in basic().items()), data__text_txt=None
        ),
        **{f"data/bag/{name}": raw for name, raw in basic().items()},
    },
    "a fetched file that is there": basic(fetch_txt=b"https://example.org/text.txt 4 data/text.txt\n"),
    "two manifests": basic(manifest_sha512_txt=line("data/text.txt", algorithm="sha512")),
    "a manifest of an unknown algorithm beside": basic(manifest_whirlpool_txt=b"00  data/text.txt\n"),
}

WARNED: dict[str, Files] = {
    "a weak digest": basic("1.0", "md5"),
    "names that begin with ./": basic(manifest_sha256_txt=line("./data/text.txt")),
    "two spellings of one name": {
        **basic(manifest_sha256_txt=line("data/\u00e9") + line("data/e\u0301"), data__text_txt=None),
        "data/\u00e9": TEXT,
        "data/e\u0301": TEXT,
    },
    "the other spelling in the bag": {
        **basic(manifest_sha256_txt=line("data/\u00e9"), data__text_txt=None),
        "data/e\u0301": TEXT,
    },
    "a manifest of an unknown algorithm beside": VALID["a manifest of an unknown algorithm beside"],
    "files to be fetched": VALID["a fetched file that is there"],
}

INVALID: dict[str, Files] = {
    "no bagit.txt": basic(bagit_txt=b""),
    "no encoding": basic(bagit_txt=b"BagIt-Version: 1.0\n"),
    "an unknown encoding": basic(bagit_txt=declared("1.0", "UTF-99")),
    "an unknown version": basic(bagit_txt=declared("2.0")),
    "no version": basic(bagit_txt=b"BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n"),
    "a byte order mark in bagit.txt": basic(bagit_txt=b"\xef\xbb\xbf" + declared()),
    "bagit.txt in UTF-16": basic(bagit_txt=declared().decode().encode("utf-16")),
    "lines too many in bagit.txt": basic(bagit_txt=declared() + b"Extra: line\n"),
    "the lines of bagit.txt in another order": basic(
        bagit_txt=b"".join(reversed(declared().splitlines(keepends=True)))
    ),
    "blanks before the colon": basic(bagit_txt=declared().replace(b"Version:", b"Version :")),
    "blanks before the label": basic(bagit_txt=b" " + declared()),
    "two blanks after the colon": basic(bagit_txt=declared().replace(b": ", b":  ")),
    "no manifest": basic(manifest_sha256_txt=None),
    "a manifest of an unknown algorithm alone": basic(
        manifest_sha256_txt=None, manifest_whirlpool_txt=b"00  data/text.txt\n"
    ),
    "no payload folder": {name: raw for name, raw in basic().items() if name != "data/text.txt"},
    "a changed file": basic(data__text_txt=b"Text"),
    "a missing file": {**basic(manifest_sha256_txt=line("data/text.txt") + line("data/more.txt"))},
    "a file too many": {**basic(), "data/more.txt": TEXT},
    "a hidden file too many": {**basic(), "data/.DS_Store": TEXT},
    "a line twice": basic(manifest_sha256_txt=line("data/text.txt") * 2),
    "a name twice with two digests": basic(manifest_sha256_txt=line("data/text.txt") + line("data/text.txt", b"other")),
    "a line that is none": basic(manifest_sha256_txt=line("data/text.txt") + b"comment\n"),
    "a digest of another length": basic(manifest_sha256_txt=hexed(TEXT, "md5") + b"  data/text.txt\n"),
    "a way out by dots": basic(manifest_sha256_txt=line("data/../../text.txt") + line("data/text.txt")),
    "an absolute path": basic(manifest_sha256_txt=line("/etc/passwd") + line("data/text.txt")),
    "a home folder": basic(manifest_sha256_txt=line("~/text.txt") + line("data/text.txt")),
    "somebody’s home folder": basic(manifest_sha256_txt=line("~root/text.txt") + line("data/text.txt")),
    "a payload outside data/": {
        **basic(manifest_sha256_txt=line("data/text.txt") + line("text.txt")),
        "text.txt": TEXT,
    },
    "a changed tag file": with_tags(basic(), bagit_txt=declared("0.97")),
    "a missing tag file": {n: raw for n, raw in with_tags(basic(bag_info_txt=INFO)).items() if n != "bag-info.txt"},
    "a tag manifest that leads out": {**basic(), "tagmanifest-sha256.txt": line("../../etc/passwd")},
    "a tag manifest that lists the payload": {**basic(), "tagmanifest-sha256.txt": line("data/text.txt")},
    "a wrong Payload-Oxum": basic(bag_info_txt=b"Payload-Oxum: 5.1\n"),
    "a wrong count in Payload-Oxum": basic(bag_info_txt=b"Payload-Oxum: 4.2\n"),
    "blanks in bag-info.txt": basic(bag_info_txt=b"Source-Organization : A\n"),
    "no label in bag-info.txt": basic(bag_info_txt=b"just words\n"),
    "a file that is still to be fetched": basic(
        fetch_txt=b"https://example.org/m 4 data/more.txt\n",
        manifest_sha256_txt=line("data/text.txt") + line("data/more.txt"),
    ),
    "a fetched file that nobody lists": basic(fetch_txt=b"https://example.org/m 4 data/more.txt\n"),
    "a fetched file that leads out": basic(fetch_txt=b"https://example.org/m 4 data/../../more.txt\n"),
    "a fetched file outside data/": basic(fetch_txt=b"https://example.org/m 4 bagit.txt\n"),
    "no fetch file at all": basic(fetch_txt=b"what is this\n"),
    "manifests that list different files": {
        **basic(
            manifest_sha256_txt=line("data/text.txt") + line("data/b"),
            manifest_sha512_txt=line("data/text.txt", algorithm="sha512"),
        ),
        "data/b": TEXT,
    },
    "manifests that say different things": basic(manifest_md5_txt=line("data/text.txt", b"other", "md5")),
    "tag files in another encoding than declared": {
        **basic(data__text_txt=None, manifest_sha256_txt=hexed(TEXT) + b"  data/\xe9t\xe9.txt\n"),
        "data/été.txt": TEXT,
    },
    "a manifest with a byte order mark": basic(manifest_sha256_txt=b"\xef\xbb\xbf" + line("data/text.txt")),
}


def written(folder: Path, files: Files) -> Path:
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


@pytest.mark.parametrize("case", VALID)
def test_a_valid_bag_is_good(tmp_path: Path, case: str) -> None:
    outcome = verify_bag(written(tmp_path / "bag", VALID[case]), jobs=0)
    assert outcome.good, outcome


@pytest.mark.parametrize("case", WARNED)
def test_a_doubtful_bag_is_good_and_its_doubt_is_said(tmp_path: Path, case: str) -> None:
    outcome = verify_bag(written(tmp_path / "bag", WARNED[case]), jobs=0)
    assert outcome.good, outcome
    respelled = outcome.tally.respelled if outcome.tally else 0
    assert respelled or any(point.standing is Standing.UNCHECKED for point in outcome.points)


@pytest.mark.parametrize("case", INVALID)
def test_an_invalid_bag_is_not(tmp_path: Path, case: str) -> None:
    assert not verify_bag(written(tmp_path / "bag", INVALID[case]), jobs=0).good


def test_the_payload_folder_is_no_link(tmp_path: Path) -> None:
    bag = written(tmp_path / "bag", basic())
    (bag / "data").rename(tmp_path / "aside")
    (bag / "data").symlink_to(tmp_path / "aside")
    assert not verify_bag(bag, jobs=0).good


def test_links_out_of_the_bag_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(TEXT)
    for name, make in {"data/text.txt": lambda p: p.symlink_to(secret), "manifest-sha256.txt": relinked}.items():
        bag = written(tmp_path / name.replace("/", "-"), basic())
        path = bag / name
        held = path.read_bytes()
        path.unlink()
        replace: Callable[[Path], object] = make
        (tmp_path / "held").write_bytes(held)
        replace(path)
        try:
            outcome_good = verify_bag(bag, jobs=0).good
        except OSError:
            outcome_good = False
        assert not outcome_good


def relinked(path: Path) -> None:
    path.symlink_to(path.parent.parent / "held")
