"""Seals the audit while the worker runs: a thread of its own, so that no task and no act waits for it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import Error, close_old_connections, connection

INTERVAL = 1.0  # s between two looks at what is not yet sealed
log = logging.getLogger("nhip.audit")


@contextmanager
def sealing() -> Iterator[None]:
    """Seal what is committed, again and again, until the block ends or the process does."""
    stop = Event()
    # A daemon: should the worker be told twice to stop, nothing waits for a seal; what is unsealed is sealed next time.
    thread = Thread(target=_seal_until, args=(stop,), name="sealer", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(INTERVAL * 5)


def _seal_until(stop: Event) -> None:
    said = ""
    while not stop.wait(INTERVAL):
        why = _sealed_once()
        if why and why != said:  # once, not every second
            log.error("audit not sealed: %s", why)
        said = why
    connection.close()


def _sealed_once() -> str:
    """Seal what is due; returns why it could not be done, or nothing."""
    from nhip.apps.audit import sealing
    from nhip.core.errors import NhipError

    close_old_connections()
    try:
        if sealing.is_due():
            sealing.seal()
    except (NhipError, Error, OSError) as refusal:
        return str(refusal)
    return ""
