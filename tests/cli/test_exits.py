"""How a run ends, whatever happens to it: the exit codes, and what is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from dataroom.cli.exits import run
from dataroom.errors import DataroomError, Fault, FileFaults, NothingToCheck, RoomGone, RoomLocked, UsageError

CHILD = """
import sys, click
from dataroom.cli.exits import run
@click.command()
def app():
    for number in range(int(sys.argv[1])):
        click.echo("x" * 100)
    click.echo("complaint", err=True)
    open("/dev/null").close()
number, sys.argv[1:] = sys.argv[1], []
sys.argv.append(number)
app.params = [click.Argument(["number"], expose_value=False)]
sys.exit(run(app))
"""


def _raise(error: BaseException) -> Callable[[], int]:
    def body() -> int:
        raise error

    return body


def _terminate() -> int:
    os.kill(os.getpid(), signal.SIGTERM)
    return 0


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (lambda: None, 0, ""),
        (lambda: 1, 1, ""),
        (lambda: 4, 4, ""),
        (_raise(SystemExit()), 0, ""),
        (_raise(SystemExit(3)), 3, ""),
        (_raise(SystemExit("a library gave up")), 70, "a library gave up"),
        (_raise(UsageError("no such room")), 2, "no such room"),
        (_raise(FileFaults([Fault("f.yaml", "line 1", "x", "y", "help")])), 2, "expected x, got y\n    help"),
        (_raise(click.UsageError("no such option")), 2, "no such option"),
        (_raise(NothingToCheck("empty")), 3, "empty"),
        (_raise(DataroomError("broken")), 70, "broken"),
        (_raise(ZeroDivisionError("division")), 70, "a fault of the program"),
        (_raise(RecursionError()), 70, "a fault of the program"),
        (_raise(MemoryError()), 70, "a fault of the program"),
        (_raise(RoomGone("gone")), 74, "gone"),
        (_raise(OSError(28, "No space left on device", "out")), 74, "out: No space left on device (ENOSPC)"),
        (_raise(PermissionError(13, "Permission denied", "st\x1b[2J")), 74, "st\\x1b[2J: Permission denied"),
        (_raise(RoomLocked("held")), 75, "held"),
        (_raise(KeyboardInterrupt()), 130, "interrupted"),
        (_raise(click.Abort()), 130, "interrupted"),
        (_terminate, 143, "terminated"),
    ],
)  # fmt: skip
def test_each_end_has_its_code(
    body: Callable[[], int | None],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["dataroom"])
    before = signal.getsignal(signal.SIGTERM)
    try:
        assert run(click.Command("app", callback=body)) == code
    finally:
        signal.signal(signal.SIGTERM, before)
    printed = capfd.readouterr()
    assert said in printed.err
    assert printed.out == ""
    assert printed.err.lstrip().startswith("No verdict was given.") is bool(said)
    assert ("Traceback" in printed.err) is (said == "a fault of the program")


def _child(redirections: str, count: int = 1) -> subprocess.CompletedProcess[str]:
    command = f'"$0" -c "$1" {count} {redirections}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}", sys.executable, CHILD],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="redirections of a shell")
@pytest.mark.parametrize(
    ("redirections", "count", "code", "said"),
    [
        ("", 1, 0, "complaint"),
        (">&-", 1, 74, "standard output is closed"),
        ("> /dev/full", 1, 74, "No space left on device"),
        ("| true", 5000, 74, "standard output is closed"),
        ("2>&-", 1, 0, ""),
        ("> /dev/full 2>&-", 1, 74, ""),
    ],
)
def test_an_output_that_is_closed_or_full(redirections: str, count: int, code: int, said: str) -> None:
    done = _child(redirections, count)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.stderr.startswith("No verdict was given.") is (bool(said) and code != 0)


def test_names_that_no_terminal_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    code = (
        "import sys, click; from dataroom.cli.exits import run; sys.argv = ['x']\n"
        "sys.exit(run(click.Command('x', callback=lambda: click.echo('pr\\u00eat \\u2192 \\udcff'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, b"pr\xeat \\u2192 \\udcff")
