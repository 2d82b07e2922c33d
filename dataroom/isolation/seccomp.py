"""A seccomp filter: the system calls that no parser needs, and a parser that was taken over does, are refused.

The network above all: Landlock knows TCP alone. Then what changes rights and times of files, which Landlock does not
see, and what looks into or changes other processes and the system.
Source: Linux, Documentation/userspace-api/seccomp_filter.rst; the numbers are those of the kernel's own tables.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from dataclasses import dataclass

from dataroom.isolation.landlock import no_new_privileges

_SET_SECCOMP, _FILTER = 22, 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_PRETEND = 0x00050000
"""Not done, and told as done."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN, _AND = 0x20, 0x15, 0x35, 0x06, 0x54
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24
_LOCAL, _STREAM, _KIND = 1, 1, 0xF
_X32 = 0x40000000

# The newer calls have one number everywhere: io_uring, pidfd_send_signal, pidfd_getfd, mounts, process_madvise,
# fchmodat2, setxattrat, removexattrat, file_setattr.
_EVERYWHERE = (424, *range(425, 434), 438, 440, 442, 452, 463, 466, 469)
_X86 = (
    41, 42, 43, 49, 50, 288,  # socket, connect, accept, bind, listen, accept4
    90, 91, 92, 93, 94, 260, 268,  # chmod, fchmod, chown, fchown, lchown, fchownat, fchmodat
    132, 235, 261, 280,  # utime, utimes, futimesat, utimensat
    188, 189, 190, 197, 198, 199,  # setxattr and removexattr, each with l and f
    101, 310, 311, 312,  # ptrace, process_vm_readv, process_vm_writev, kcmp
    29, 64, 68, 240,  # shmget, semget, msgget, mq_open
    155, 161, 165, 166, 272, 308,  # pivot_root, chroot, mount, umount2, unshare, setns
    163, 167, 168, 169, 170, 171, 172, 173, 179,  # acct, swapon, swapoff, reboot, names, iopl, ioperm, quotactl
    159, 164, 227, 305,  # adjtimex, settimeofday, clock_settime, clock_adjtime
    103, 175, 176, 246, 313, 320,  # syslog, modules, kexec
    248, 249, 250, 298, 303, 304, 321, 323,  # keys, perf_event_open, file handles, bpf, userfaultfd
)  # fmt: skip
_ARM = (
    198, 200, 201, 202, 203, 242,  # socket, bind, listen, accept, connect, accept4
    52, 53, 54, 55, 88,  # fchmod, fchmodat, fchownat, fchown, utimensat
    5, 6, 7, 14, 15, 16,  # setxattr and removexattr, each with l and f
    117, 270, 271, 272,  # ptrace, process_vm_readv, process_vm_writev, kcmp
    180, 186, 190, 194,  # mq_open, msgget, semget, shmget
    39, 40, 41, 51, 97, 268,  # umount2, mount, pivot_root, chroot, unshare, setns
    60, 89, 142, 161, 162, 224, 225,  # quotactl, acct, reboot, names, swapon, swapoff
    112, 170, 171, 266,  # clock_settime, settimeofday, adjtimex, clock_adjtime
    104, 105, 106, 116, 273, 294,  # kexec_load, modules, syslog, finit_module, kexec_file_load
    217, 218, 219, 241, 264, 265, 280, 282,  # keys, perf_event_open, file handles, bpf, userfaultfd
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Machine:
    architecture: int
    calls: tuple[int, ...]
    socket: int
    serving: tuple[int, int]
    """To have a socket called by others: bind, listen."""
    leaving: tuple[int, ...]
    """To leave the group of processes that is ended as one: setpgid, setsid."""
    highest: int | None = None
    """From this number on lies another numbering of the same calls."""


_MACHINES = {
    "x86_64": _Machine(0xC000003E, _X86, 41, (49, 50), (109, 112), _X32),
    "aarch64": _Machine(0xC00000B7, _ARM, 198, (200, 201), (154, 157)),
}


def known() -> _Machine | None:
    """Give the calls of this machine, or None where it has no filter of ours."""
    # A 32-bit interpreter on such a kernel has another numbering.
    return _MACHINES.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 1 << 32 else None


def restrict(*, converter: bool = False) -> bool:
    """Refuse those calls from now on, in this process and its children; gives whether the kernel took it.

    A converter stays in its group of processes. It may make a local socket, without which LibreOffice does not start,
    and can do nothing with it.
    """
    machine = known()
    if machine is None:
        return False
    steps = program(machine, converter=converter)
    text = ctypes.create_string_buffer(b"".join(steps))
    described = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(text)))
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        return no_new_privileges() and int(libc.prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), described, 0, 0)) == 0
    except (OSError, AttributeError):
        return False


def program(machine: _Machine, *, converter: bool = False) -> list[bytes]:
    """Give the filter: kill a call of another architecture, refuse those of the list, allow the others."""
    refused, last = [*machine.calls, *_EVERYWHERE], []
    if converter:
        known_apart = {machine.socket, *machine.serving}
        refused = [number for number in (*refused, *machine.leaving) if number not in known_apart]
        last = _idle_socket(machine)
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, machine.architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if machine.highest is not None:
        steps += [_step(_AT_LEAST, machine.highest, 0, 1), _step(_RETURN, _REFUSE)]
    for left, number in zip(range(len(refused), 0, -1), refused, strict=True):
        steps.append(_step(_EQUAL, number, left + len(last), 0))
    return [*steps, *last, _step(_RETURN, _ALLOW), _step(_RETURN, _REFUSE), _step(_RETURN, _PRETEND)]


def _idle_socket(machine: _Machine) -> list[bytes]:
    """Give the steps, before the last three, that let a local stream be made, and bound and listened to in name."""
    return [
        _step(_EQUAL, machine.serving[0], 9, 0),
        _step(_EQUAL, machine.serving[1], 8, 0),
        _step(_EQUAL, machine.socket, 0, 5),
        _step(_LOAD, _FIRST),
        _step(_EQUAL, _LOCAL, 0, 4),
        _step(_LOAD, _SECOND),
        _step(_AND, _KIND),
        _step(_EQUAL, _STREAM, 0, 1),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
