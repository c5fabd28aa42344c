"""Rows put into tables by SQL of ours are read back as they were, however many there are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DataError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.apps.audit.models import AuditRecord
from nhip.apps.reports.models import Receipt
from nhip.rows import FEW, FEW_CELLS, insert_objects, insert_rows
from tests.stores import is_postgres

pytestmark = pytest.mark.django_db
MANY = max(FEW, FEW_CELLS) + 1
AT = datetime(2020, 5, 20, 8, 30, 15, 123456, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
FACTS = st.none() | st.dictionaries(TEXTS, st.none() | st.booleans() | st.integers() | TEXTS, max_size=3)


@given(texts=st.lists(TEXTS, min_size=1, max_size=3), facts=FACTS, count=st.sampled_from([1, 3, MANY]))
@settings(
    max_examples=6 if is_postgres() else 20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
def test_rows_of_any_text_and_facts_come_back_as_they_were_in_their_order(
    texts: list[str], facts: dict[str, object] | None, count: int
) -> None:
    newest = AuditRecord.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    told = [
        AuditRecord(
            person=None if number % 2 else number,
            person_name=texts[number % len(texts)],
            role="",
            act="test",
            object_type="test",
            object_id=str(number),
            before=facts,
            after={"until": date(2020, 2, 29), "share": Decimal("33.30"), "words": texts},
            business_day=date(2020, 5, 20),
        )
        for number in range(count)
    ]

    assert insert_objects(told) == count

    stored = list(AuditRecord.objects.filter(sequence__gt=newest).order_by("sequence"))
    assert [one.object_id for one in stored] == [str(number) for number in range(count)]
    assert [one.person for one in stored] == [one.person for one in told]
    assert [one.person_name for one in stored] == [one.person_name for one in told]
    assert all(one.before == facts for one in stored)
    assert all(
        one.after == {"until": "2020-02-29", "share": "33.30", "words": texts} and one.recorded_at
        for one in stored
    )


@pytest.mark.parametrize("count", [1, MANY])
def test_keys_moments_and_what_is_not_known_come_back_as_they_were(count: int) -> None:
    keys = [UUID(int=number + 1) for number in range(count)]
    write = Receipt._meta.get_field("key").get_db_prep_save
    moment = connection.ops.adapt_datetimefield_value(AT)

    insert_rows(
        Receipt,
        ("key", "digest", "version", "received_at"),
        ((write(key, connection), "d" * 64, None, moment) for key in keys),
    )

    assert set(Receipt.objects.values_list("key", "digest", "version", "received_at")) == {
        (key, "d" * 64, None, AT) for key in keys
    }


@pytest.mark.skipif(not is_postgres(), reason="SQLite holds no column to its length")
@pytest.mark.parametrize("count", [1, MANY])
def test_a_text_that_is_too_long_for_its_column_is_refused_and_not_cut(count: int) -> None:
    records = [
        AuditRecord(
            person_name="",
            role="",
            act="a" * 61,
            object_type="",
            object_id="",
            business_day=date(2020, 5, 20),
        )
        for _number in range(count)
    ]
    with pytest.raises(DataError), transaction.atomic():
        insert_objects(records)
