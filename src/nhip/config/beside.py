"""What the worker does all the while beside its tasks, each in a thread of its own: seals the audit, refreshes
roll-ups. Whatever was done meanwhile is taken up in one go, so neither an act nor a task queues or waits for it.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread

from django.db import close_old_connections, connection

SEALS_EVERY = 1.0  # s between two looks at what is not yet sealed
REFRESHES_EVERY = 0.1  # s between two looks at what is dirty
LONGEST_PAUSE = 30.0  # s, after failing again and again
log = logging.getLogger("nhip.worker")


def sealing() -> AbstractContextManager[None]:
    """Seal what is committed until the block ends or the process does."""
    from nhip.apps.audit.background import seal_what_is_due

    return _again_and_again("audit not sealed", seal_what_is_due, SEALS_EVERY)


def refreshing() -> AbstractContextManager[None]:
    """Bring roll-ups up to what is known until the block ends or the process does."""
    from nhip.apps.rollups.background import Refreshing

    return _again_and_again("roll-ups not refreshed", Refreshing(time.monotonic), REFRESHES_EVERY)


@contextmanager
def _again_and_again(failure: str, act: Callable[[], None], every: float) -> Iterator[None]:
    stop = Event()
    # A daemon: should the worker be told twice to stop, nothing waits for it; what is left is done next time.
    thread = Thread(target=_until, args=(stop, failure, act, every), name=failure, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5.0)


def _until(stop: Event, failure: str, act: Callable[[], None], every: float) -> None:
    said, pause = "", every
    while not stop.wait(pause):
        close_old_connections()
        try:
            act()
        except Exception as why:  # whatever it is, the next round may do better, and the worker goes on
            if str(why) != said:  # once, not at every round
                log.exception("%s", failure)
            said, pause = str(why), min(LONGEST_PAUSE, pause * 2)
        else:
            said, pause = "", every
    connection.close()
