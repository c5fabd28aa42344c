"""The one process of ours that opens strangers' workbooks, kept for the next file and replaced after a death.

It is a fresh interpreter that imports ``nhip.xlsx.child`` and nothing else of ours (docs/adr/0054): ``multiprocessing``
would import the main program into it.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from typing import Any

PATIENCE = 40
"""Seconds for one file, and for the files before it."""
MOST_FILES = 200
"""After so many a new process takes over: nothing that a file left behind stays for ever."""
DEAD: dict[str, Any] = {"refused": "too_large"}
BUSY: dict[str, Any] = {"refused": "busy"}


class Opener:
    """Opens one file after another. Safe to share between threads; a forked process begins anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._files = 0

    @property
    def process(self) -> int | None:
        """Its number, None where none runs."""
        return None if self._child is None else self._child.pid

    def ask(self, content: bytes, most_rows: int | None = None) -> dict[str, Any]:
        """What the child says of a file; that it is too large where it dies of it or takes too long."""
        if not self._lock.acquire(timeout=PATIENCE):
            return BUSY
        try:
            return self._asked(content, most_rows)
        finally:
            self._lock.release()

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.communicate()

    def forget(self) -> None:
        """In a process that was just forked off: the child is the parent's."""
        if self._child is not None:
            self._child.returncode = 0
        self._lock, self._child = threading.Lock(), None

    def _asked(self, content: bytes, most_rows: int | None) -> dict[str, Any]:
        child = self._running()
        killer = threading.Timer(PATIENCE, child.kill)
        killer.start()
        try:
            if child.stdin is None or child.stdout is None:
                raise BrokenPipeError
            order = json.dumps({"bytes": len(content), "most_rows": most_rows})
            child.stdin.write(order.encode() + b"\n")
            child.stdin.write(content)
            child.stdin.flush()
            length = json.loads(child.stdout.readline())["bytes"]
            answer: dict[str, Any] = json.loads(child.stdout.read(length))
        except (OSError, ValueError, KeyError):  # it is dead, or what it says makes no sense
            self.close()
            return DEAD
        finally:
            killer.cancel()
        self._files += 1
        if self._files >= MOST_FILES:
            self.close()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._files = 0
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-m", "nhip.xlsx.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._child


OPENER = Opener()
atexit.register(OPENER.close)
os.register_at_fork(after_in_child=OPENER.forget)
