"""Walls around a worker, kept by the kernel: no network, no other program, bounded memory and time.

Each wall is put up where the system allows it; `enter` says which stand. Linux has all of them.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import time
from collections.abc import Collection
from contextlib import suppress

_NEWNET, _NEWUSER = 0x40000000, 0x10000000
_SET_SECCOMP, _SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
# architecture → its number, and those of socket, connect, execve, execveat, ptrace, io_uring_setup
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 425)),
}
_X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def enter(memory: int) -> list[str]:
    """Put up every wall that can be; return their names. Call before the store opens its threads."""
    walls = []
    if _alone_in_network():
        walls.append("network namespace")
    if _filter_calls():
        walls.append("no sockets")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        walls.append("memory")
    return walls


def allow_time(seconds: float) -> None:
    """Let the process use this much more processor time: an orphan whose server was killed ends by itself."""
    most = int(time.process_time() + 4 * seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def share(processors: Collection[int], seat: int, seats: int) -> list[int]:
    """Return the processors of one of `seats`, which share out all; some may have the same."""
    parts = min(seats, len(processors))
    return sorted(processors)[seat % parts :: parts]


def keep_to(seat: int, seats: int) -> None:
    """Let the process run on its share of the processors only, where it finds what it used before.

    Where the system does not let it, it runs on all.
    Workers that change places find nothing of theirs in the caches, and take a fifth more time.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setaffinity(0, share(os.sched_getaffinity(0), seat, seats))


def _alone_in_network() -> bool:
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEWNET, _NEWNET | _NEWUSER))


def _filter_calls() -> bool:
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    machine, calls = _CALLS[platform.machine()]
    refuse = 6 + len(calls)  # where the last instruction stands; a jump counts the instructions it leaps over
    code = [
        (_LOAD, 0, 0, 4),  # the architecture
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_AT_LEAST, refuse - 5, 0, _X32),
        *((_EQUAL, refuse - at - 1, 0, call) for at, call in enumerate(calls, 5)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    packed = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in code))
    program = _Program(len(code), ctypes.addressof(packed))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
