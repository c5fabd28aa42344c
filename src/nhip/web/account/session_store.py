"""Sessions in the database, as Django keeps them, read by one statement of ours: each request reads one."""

from types import SimpleNamespace

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from nhip.rows import ask


class SessionStore(db.SessionStore):
    """Found and stored as by its parent; only reading is put together once and not at every request."""

    def _get_session_from_db(self) -> SimpleNamespace | None:
        table = self.get_model_class()._meta.db_table  # noqa: SLF001 - a name of Django's
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows = ask(
            f"SELECT session_data FROM {table} WHERE session_key = %s AND expire_date > %s",  # noqa: S608 - see above
            [self.session_key, now],
        )
        if rows:
            return SimpleNamespace(session_data=rows[0][0])
        self._session_key = None
        return None
