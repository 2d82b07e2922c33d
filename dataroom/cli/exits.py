"""How a run ends: the exit codes that are fixed from outside, and what is said when there is no verdict."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import traceback
from types import FrameType
from typing import NoReturn

import click

from dataroom.errors import DataroomError, UsageError

OK, OPEN, USAGE, NOTHING, UNREAD, FAULT, IO_FAULT, LOCKED, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 4, 70, 74, 75, 130, 143


class _Terminated(BaseException):
    pass


def run(app: click.Command) -> int:
    """Run `app` and give its exit code; a traceback is shown for the program's own faults alone."""
    with contextlib.suppress(ValueError):  # not in the main thread: signals are somebody else's
        signal.signal(signal.SIGTERM, _on_term)
    try:
        result = app.main(standalone_mode=False)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the one place where every end gets its code
        return _code_of(error)
    return result if isinstance(result, int) else OK


def _on_term(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _code_of(error: BaseException) -> int:  # noqa: PLR0911 - one way out for each kind of end
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else OK
        case KeyboardInterrupt() | click.Abort():
            return _no_verdict("interrupted", INTERRUPTED)
        case _Terminated():
            return _no_verdict("terminated", TERMINATED)
        case click.ClickException():
            error.show()
            return _no_verdict("", USAGE)
        case UsageError():
            return _no_verdict(str(error), error.exit_code)
        case DataroomError():
            return _no_verdict(str(error), error.exit_code)
        case BrokenPipeError():
            # Nobody reads any more: keep the interpreter from complaining on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return IO_FAULT
        case OSError():
            return _no_verdict(_os_error(error), IO_FAULT)
    _no_verdict("a fault of the program; please report the lines below", FAULT)
    traceback.print_exception(error, file=sys.stderr)
    return FAULT


def _os_error(error: OSError) -> str:
    name = errno.errorcode.get(error.errno or 0, "error")
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error} ({name})"


def _no_verdict(message: str, code: int) -> int:
    with contextlib.suppress(OSError):
        click.echo("No verdict was given. / Aucun verdict n’a été rendu.", err=True)
        if message:
            click.echo(message, err=True)
    return code
