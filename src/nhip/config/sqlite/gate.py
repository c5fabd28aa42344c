"""Who writes to a SQLite file next: threads of all processes wait here for their turn, then find it free.

SQLite lets one connection write. Whoever comes meanwhile asks again after pauses that grow to a tenth of a second, so
with many writers the file stands idle while all of them sleep, and some starve. Here the threads of a process wait for
each other without asking, and one of each process looks for the others every millisecond. A killed process gives way:
the kernel takes its lock back.
"""

import fcntl
import os
import time
from pathlib import Path
from threading import Lock

ASKS_EVERY = 0.001  # s


class Gate:
    """Of one database file, for all threads of a process. Not taken twice by one thread: transactions nest inside."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = Lock()
        self._file = -1

    def enter(self, timeout: float) -> bool:
        """Whether it is this thread's turn within so many seconds; where it is not, nothing is held."""
        until = time.monotonic() + timeout
        if not self._turn.acquire(timeout=timeout):
            return False
        while not self._is_ours():
            if time.monotonic() >= until:
                self._turn.release()
                return False
            time.sleep(ASKS_EVERY)
        return True

    def leave(self) -> None:
        """To the next one. Call it once for each turn."""
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._turn.release()

    def _is_ours(self) -> bool:
        if self._file < 0:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
