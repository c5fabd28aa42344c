"""The backend, by the name that Django asks for. Transactions wait for their turn; single statements go as ever."""

import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from nhip.config.sqlite.gate import Gate

_making = Lock()


@cache
def _gate(path: Path) -> Gate:
    return Gate(path)


os.register_at_fork(after_in_child=_gate.cache_clear)  # a child that shared our file would share our turn


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction takes its turn before it begins and gives it up when it ends, however it ends."""

    def __init__(self, *args: Any, **keywords: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **keywords)
        self._turn: Gate | None = None

    def _start_transaction_under_autocommit(self) -> None:
        with _making:
            gate = _gate(Path(f"{self.settings_dict['NAME']}-gate"))
        try:
            is_ours = gate.enter(float(self.settings_dict["OPTIONS"].get("timeout", 5.0)))
        except OSError as why:
            raise OperationalError(str(why)) from why
        if not is_ours:
            raise OperationalError("database is locked")
        self._turn = gate
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_way()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_way()  # where it failed, a rollback follows

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_way()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_way()

    def _give_way(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.leave()
