"""Chia chỉ tiêu của đơn vị bị chia: typed over on the reorganisation's page and by command."""

import json

import pytest

from nhip.apps.org.models import Resolution
from tests.apps.test_resolutions import prepared
from tests.apps.test_successions import DIVIDE
from tests.conftest import SignIn
from tests.indicators import aim, define_counted
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> int:
    define_counted()
    aim(("A1", "families", "2020", 104))
    return prepared(*DIVIDE)


def sent(one: int, first: str, second: str) -> dict[str, str]:
    return {
        "goal|A1|families|2020|A7": first,
        "goal|A1|families|2020|A8": second,
        "version": str(Resolution.objects.get(pk=one).version),
    }


def test_the_parts_by_the_shares_stand_there_to_be_typed_over(signed_in: SignIn, one: int) -> None:
    client, address = signed_in("admin.p"), f"/don-vi/sap-xep/{one}/"
    page = client.get(address).content.decode()
    assert 'name="goal|A1|families|2020|A7" value="62"' in page
    assert 'name="goal|A1|families|2020|A8" value="42"' in page

    answer = client.post(f"{address}chi-tieu/", sent(one, "50", "54"), follow=True)
    page = answer.content.decode()
    assert "Đã lưu phần chỉ tiêu" in page
    assert 'name="goal|A1|families|2020|A7" value="50"' in page
    assert "theo tỷ lệ 62" in page
    client.post(f"{address}chi-tieu/", sent(one, "", ""))
    assert 'name="goal|A1|families|2020|A7" value="62"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("50", "50", "còn 4 chưa chia"),
        ("50", "60", "thừa 6"),
        ("50,5", "53,5", "số đếm được ghi số nguyên"),
        ("50", "", "ghi đủ phần của Xã Ánh Thượng, Xã Ánh Hạ"),
        ("x", "54", "không đọc được"),
    ],
)
def test_parts_that_do_not_add_up_are_refused_on_both_faces_and_what_was_typed_stays(
    signed_in: SignIn, nhip: Run, one: int, first: str, second: str, sentence: str
) -> None:
    answer = signed_in("admin.p").post(f"/don-vi/sap-xep/{one}/chi-tieu/", sent(one, first, second))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert f'name="goal|A1|families|2020|A7" value="{first}"' in page
    if "x" not in (first, second):
        given = [
            f"A1/families/2020/{heir}={part.replace(',', '.')}"
            for heir, part in (("A7", first), ("A8", second))
            if part
        ]
        status, _out, err = nhip("resolution", "goals", str(one), *given, "--as", "admin.p")
        assert (status, sentence in err) == (1, True), err
    assert Resolution.objects.get(pk=one).goals == []


def test_by_command(nhip: Run, one: int) -> None:
    command = ("resolution", "goals", str(one), "A1/families/2020/A7=50", "A1/families/2020/A8=54")
    assert nhip(*command, "--as", "admin.p")[0] == 0
    told = json.loads(nhip("resolution", "show", str(one), "--json", "--as", "admin.p")[1])
    (row,) = told["divided"]
    assert (row["parts"], row["by_shares"]) == ({"A7": "50", "A8": "54"}, {"A7": "62", "A8": "42"})
    assert nhip("resolution", "goals", str(one), "A1=3", "--as", "admin.p")[0] == 2
