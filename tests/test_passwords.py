"""The file of passwords: one a line, kept as they are written, and quoted in no message."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.errors import UsageError
from dataroom.passwords import load_passwords
from dataroom.pipeline import Options


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"un\ndeux\n", ("un", "deux")),
        (b"\xef\xbb\xbfcl\xc3\xa9\r\n\r\ncl\xc3\xa9\r\n", ("clé",)),
        (b" avec espaces \n", (" avec espaces ",)),
    ],
)
def test_each_line_is_a_password(tmp_path: Path, data: bytes, expected: tuple[str, ...]) -> None:
    (tmp_path / "p.txt").write_bytes(data)
    assert load_passwords(tmp_path / "p.txt") == expected


@pytest.mark.parametrize("data", [b"", b"\n\n", b"secret\xff\n", b"secret%d\n" * 200_000, None])
def test_a_wrong_file_is_wrong_usage_and_is_not_quoted(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "p.txt").write_bytes(data)
    with pytest.raises(UsageError, match="--password-file") as raised:
        load_passwords(tmp_path / "p.txt")
    assert "secret" not in str(raised.value)


def test_options_do_not_show_them() -> None:
    assert "secret" not in repr(Options(passwords=("secret",)))
