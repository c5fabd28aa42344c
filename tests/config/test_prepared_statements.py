"""On PostgreSQL a statement that a web process asks again is planned once, not each time (ADR 67)."""

from copy import deepcopy

import pytest
from django.db import connection, connections

from nhip.config.prepared_statements import ASKED_BEFORE, prepare_statements

pytestmark = pytest.mark.django_db


def test_a_web_process_has_prepared_what_it_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = connections.settings["default"]
    monkeypatch.setitem(settings, "OPTIONS", deepcopy(settings["OPTIONS"]))
    prepare_statements()
    if connection.vendor != "postgresql":
        assert "server_side_binding" not in settings["OPTIONS"]
        return

    own = connection.copy()
    try:
        with own.cursor() as cursor:
            for number in range(ASKED_BEFORE + 2):
                cursor.execute("SELECT count(*) FROM org_unit WHERE id = %s", [-number])
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%org_unit%%'")
            assert cursor.fetchone() == (1,)
    finally:
        own.close()
