"""The pages of programmes and policies."""

import pytest
from django.urls import reverse

from nhip.apps.programmes.models import BeneficiaryCount, BeneficiaryKind
from nhip.apps.programmes.queries import shipped_programmes
from nhip.apps.programmes.services import load_programmes
from nhip.core.access import OPERATOR
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_programmes(actor=OPERATOR, told=shipped_programmes(), now=world.NOW)


def test_the_list_leads_to_each_programme_with_its_law_and_money(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    assert "Chương trình 135" in client.get(reverse("programmes")).content.decode()
    body = client.get(reverse("programme", args=["QD12"])).content.decode()
    for part in ("12/2018/QĐ-TTg", "thay thế bởi 28/2023/QĐ-TTg", "Ngân sách địa phương", "đang có hiệu lực"):
        assert part in body
    assert client.get(reverse("programme", args=["KHONGCO"])).status_code == 404


def test_an_officer_writes_the_count_of_their_unit_and_a_wrong_one_stays_typed(signed_in: SignIn) -> None:
    kind = BeneficiaryKind.objects.get(programme__code="CT135", name="hộ nghèo")
    address = reverse("count_beneficiaries", args=["CT135"])
    client = signed_in("officer.a1")
    assert client.post(address, {"kind": kind.pk, "nam": "2020", "count": "1.204"}).status_code == 302
    row = BeneficiaryCount.objects.get(kind=kind)
    assert (row.unit_id, row.count) == (world.unit("A1"), 1204)
    wrong = client.post(address, {"kind": kind.pk, "nam": "2020", "count": "nhiều"})
    assert wrong.status_code == 422
    assert 'value="nhiều"' in wrong.content.decode()


def test_a_year_out_of_range_is_told(signed_in: SignIn) -> None:
    assert signed_in("officer.a1").get(reverse("programmes") + "?nam=1900").status_code == 422
