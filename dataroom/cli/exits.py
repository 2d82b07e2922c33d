"""How a run ends: the exit codes that are fixed from outside, and what is said when there is no verdict."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
import traceback
from types import FrameType
from typing import NoReturn

import click

from dataroom.errors import DataroomError

OK, OPEN, USAGE, NOTHING, UNREAD, FAULT, IO_FAULT, LOCKED, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 4, 70, 74, 75, 130, 143


class _Terminated(BaseException):
    pass


class _NoOutput(Exception):
    pass


def run(app: click.Command) -> int:
    """Run `app` and give its exit code; a traceback is shown for the program's own faults alone."""
    with contextlib.suppress(ValueError):  # not in the main thread: signals are somebody else's
        signal.signal(signal.SIGTERM, _on_term)
    _fill_standard_handles()
    _print_whatever_comes()
    output = sys.stdout
    try:
        if output is None:
            raise _NoOutput  # noqa: TRY301 - ends like every other fault
        result = app.main(standalone_mode=False)
        output.flush()
    except BaseException as error:  # noqa: BLE001 - the one place where every end gets its code
        # Where nobody reads any more, click puts another stream there and makes of it an exit with 1.
        return _code_of(error if sys.stdout is output else _NoOutput())
    return result if isinstance(result, int) else OK


def _fill_standard_handles() -> None:
    # A file opened where standard error was closed would be written over by whatever complains.
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)


def _print_whatever_comes() -> None:
    # Names of folders need not be UTF-8, nor terminals able to show é: neither may end a run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _on_term(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _code_of(error: BaseException) -> int:  # noqa: PLR0911 - one way out for each kind of end
    match error:
        case SystemExit():
            return _exit_code(error)
        case KeyboardInterrupt() | click.Abort():
            return _no_verdict("interrupted", INTERRUPTED)
        case _Terminated():
            return _no_verdict("terminated", TERMINATED)
        case click.ClickException():
            _no_verdict("", USAGE)
            with contextlib.suppress(OSError):
                error.show()
            return USAGE
        case DataroomError():
            return _no_verdict(str(error), error.exit_code)
        case BrokenPipeError() | _NoOutput():
            _forget_output()
            return _no_verdict("standard output is closed: the results could not be shown", IO_FAULT)
        case OSError():
            _forget_output()
            return _no_verdict(_os_error(error), IO_FAULT)
    _no_verdict("a fault of the program; please report the lines below", FAULT)
    if sys.stderr is not None:
        traceback.print_exception(error, file=sys.stderr)
    return FAULT


def _exit_code(end: SystemExit) -> int:
    if end.code is None:
        return OK
    return end.code if isinstance(end.code, int) else _no_verdict(str(end.code), FAULT)


def _forget_output() -> None:
    """Keep the interpreter from writing, on its way out, what could not be written: it would end with 120."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
        os.close(sink)


def _os_error(error: OSError) -> str:
    name = errno.errorcode.get(error.errno or 0, "error")
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error} ({name})"


def _no_verdict(message: str, code: int) -> int:
    from dataroom.printable import visible_lines  # noqa: PLC0415 - only a run that fails needs it

    with contextlib.suppress(OSError):
        click.echo("No verdict was given. / Aucun verdict n’a été rendu.", err=True)
        if message:
            click.echo(visible_lines(message), err=True)
    return code
