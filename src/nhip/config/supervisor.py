"""Keep child processes running: start them, start again whatever dies, end all of them together.

Knows nothing of Django or of what the children do, so that it stays small: it lives as long as the server.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

log = logging.getLogger("nhip.serve")

STOP = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
FIRST_PAUSE = 0.5  # s, from a child's second early death on
LONGEST_PAUSE = 3.0  # s; with the time to start, people wait 5 at most
HEALTHY_AFTER = 5.0  # s of life that make earlier deaths forgotten
ONE_WISH = 1.0  # s within which further signals to stop mean the same one
PATIENCE = 30.0  # s for children to end by themselves; gunicorn lets requests finish for 20

PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process to keep running, and how its life has gone so far."""

    name: str
    command: Sequence[str]
    pass_fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    pause: float = 0.0


def supervise(children: Sequence[Child]) -> None:
    """Run the children until SIGTERM, SIGINT or SIGHUP, then end them cleanly.

    A child that dies is started again: at once the first time, then after pauses that grow to LONGEST_PAUSE.
    A later signal kills what is still ending. If this very process is killed, the kernel ends the children.
    """
    watched = STOP | {signal.SIGCHLD}
    # Blocked and waited for instead of handled: no signal can arrive between looking and sleeping.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    prepare = _preparation(before)
    try:
        while True:
            _start_due(children, prepare)
            waiting = [child.start_at for child in children if child.process is None]
            pause = max(0.0, min(waiting) - time.monotonic()) if waiting else 3600.0
            received = signal.sigtimedwait(watched, pause)
            if received is not None and received.si_signo in STOP:
                return
            _bury_dead(children)
    finally:
        _end(children)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _preparation(mask: set[int | signal.Signals]) -> Callable[[], None]:
    """Make what each child does between fork and exec: signals as they were, and death with its parent."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it died before the kernel was asked to tell
                os._exit(0)

    return prepare


def _start_due(children: Sequence[Child], prepare: Callable[[], None]) -> None:
    now = time.monotonic()
    for child in children:
        if child.process is not None or child.start_at > now:
            continue
        child.process = subprocess.Popen(
            child.command,
            pass_fds=child.pass_fds,
            stdin=subprocess.DEVNULL,
            # Ctrl-C in a terminal reaches a whole process group; the children hear it from us, once.
            process_group=0,
            preexec_fn=prepare,  # noqa: PLW1509 - this process has one thread
        )
        child.started = now


def _bury_dead(children: Sequence[Child]) -> None:
    now = time.monotonic()
    for child in children:
        if child.process is None or child.process.poll() is None:
            continue
        if now - child.started >= HEALTHY_AFTER:
            child.pause = 0.0
        log.error(
            "%s ended with status %s; starting it again in %.1f s",
            child.name,
            child.process.returncode,
            child.pause,
        )
        child.process = None
        child.start_at = now + child.pause
        child.pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, child.pause * 2))


def _end(children: Sequence[Child]) -> None:
    """Ask the children to end; kill those that do not within PATIENCE, or when the signal is repeated."""
    living = [child.process for child in children if child.process is not None]
    for process in living:
        process.terminate()
    asked = time.monotonic()
    while any(process.poll() is None for process in living):
        left = asked + PATIENCE - time.monotonic()
        # SIGCHLD only wakes us to look again.
        received = signal.sigtimedwait(STOP | {signal.SIGCHLD}, max(0.05, left))
        repeated = received is not None and received.si_signo in STOP
        # A terminal or `timeout` may deliver one wish twice; a person who insists takes longer.
        if left <= 0 or (repeated and time.monotonic() - asked > ONE_WISH):
            for process in living:
                _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and what it has started: each child leads a process group of its own."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
