"""Which places a locked worker can still reach, and for what."""

from __future__ import annotations

import shutil
import site
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from dataroom.isolation.landlock import CHANGE, EXECUTE, READ, WRITE, Place
from dataroom.shipped import shipped

PROGRAMS = ("tesseract",)
"""The programs that readers may start; they are locked in as their worker is."""
_SYSTEM = (
    "/lib", "/lib32", "/lib64", "/libx32", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/share",
    "/usr/local/lib", "/usr/local/lib64", "/usr/local/share", "/nix/store", "/gnu/store", "/etc/ld.so.cache",
    "/etc/ld.so.preload", "/etc/localtime", "/etc/alternatives", "/etc/fonts", "/proc/cpuinfo", "/proc/meminfo",
    "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu", "/dev/zero", "/dev/random", "/dev/urandom",
)  # fmt: skip
_OF_CONVERTERS = ("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig")
_RUN = ("/bin", "/usr/bin", "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/nix/store", "/gnu/store")
_LOADERS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")


def allowed(room: Path, extra: Iterable[Path] = ()) -> Iterator[Place]:
    """Give the room, the libraries of the program and of the system, and the programs that may be started."""
    yield Place(room, READ)
    for path in (*extra, *_libraries(), *map(Path, _SYSTEM)):
        yield Place(path, READ)
    for path in _programs():
        yield Place(path, READ | EXECUTE)
    yield Place(Path("/dev/null"), READ | WRITE)


def of_converter(program: Path, scratch: Path) -> Iterator[Place]:
    """Give what a converter may reach: the programs and libraries of the system, its own, and its scratch folder."""
    yield Place(scratch, CHANGE)
    for path in map(Path, (*_SYSTEM, *_OF_CONVERTERS)):
        yield Place(path, READ)
    real = program.resolve()
    # A LibreOffice outside the system's folders has its parts beside the folder of its program.
    own = real.parent.parent if real.parent.name == "program" else real
    for path in (own, *map(Path, _RUN)):
        yield Place(path, READ | EXECUTE)
    yield Place(Path("/dev/null"), READ | WRITE)


def _libraries() -> Iterator[Path]:
    paths = sysconfig.get_paths()
    yield from (Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from map(Path, site.getsitepackages())
    if site.ENABLE_USER_SITE:
        yield Path(site.getusersitepackages())
    yield Path(__file__).resolve().parent.parent
    for name in ("rules", "checklists"):
        yield shipped(name)


def _programs() -> Iterator[Path]:
    for name in PROGRAMS:
        path = shutil.which(name)
        if path is not None and Path(path).is_absolute():
            yield Path(path).resolve()
    # The system's loader is what really runs; it hides under one of these names.
    for folder in map(Path, _LOADERS):
        with suppress(OSError):
            yield from (path.resolve() for pattern in ("ld-*", "*/ld-*") for path in folder.glob(pattern))
