"""What a request costs in SQL: the boards' statements are held, whatever the number of units."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.apps.org.facts import NewUnit
from nhip.apps.org.services import add_unit
from nhip.core.access import OPERATOR
from nhip.core.units import Level
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
MOST = 6
BOARDS = ("/nhip/P/2020/", "/nhip/A/2020/", "/nhip/P/2020/?cap=commune")


@pytest.fixture(params=[0, 12], ids=["small tree", "larger tree"])
def _tree(request: pytest.FixtureRequest) -> None:
    for number in range(request.param):
        new = NewUnit(Level.COMMUNE, f"Xã Thêm {number}", f"A7{number:02d}", "A", world.MERGER, reports=True)
        add_unit(actor=OPERATOR, new=new, now=world.NOW)


@pytest.mark.parametrize("address", BOARDS)
@pytest.mark.usefixtures("_tree")
def test_a_board_takes_six_statements_at_most_the_person_included(address: str, signed_in: SignIn) -> None:
    client = signed_in("leader.p")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= MOST, [one["sql"] for one in asked.captured_queries]
