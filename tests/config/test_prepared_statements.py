"""On PostgreSQL a statement that is asked again is prepared: it is planned once, not each time (ADR 0067)."""

import pytest
from django.db import connection

from nhip.apps.org.models import Unit

pytestmark = [pytest.mark.django_db]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps its statements by itself")
def test_a_question_asked_again_is_prepared() -> None:
    def prepared() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%org_unit%"]
            )
            (count,) = cursor.fetchone()
        return int(count)

    before = prepared()
    for number in range(6):
        assert not Unit.objects.filter(pk=-1 - number).exists()
    assert prepared() > before


def test_one_text_serves_all_values() -> None:
    """Values are sent beside the statement; the server reads them as the texts they are."""
    with connection.cursor() as cursor:
        for value in ("x", "1", ""):
            cursor.execute("SELECT 1 WHERE %s = %s", [value, value])
            assert cursor.fetchone() == (1,)
