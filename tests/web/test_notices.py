import pytest

from nhip.apps.notices.models import Notice
from nhip.core.periods import Month
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_the_bell_counts_and_opening_a_line_marks_it_read(signed_in: SignIn) -> None:
    Notice.objects.all().delete()
    world.file("A1", Month(2020, 5), 10)
    notice = Notice.objects.get(person__username="leader.a")
    client = signed_in("leader.a")

    assert '<b>1<span class="visually-hidden">' in client.get("/viec-cua-toi/").content.decode()
    page = client.get("/thong-bao/").content.decode()
    assert "Xã Ánh đã nộp báo cáo tháng 5/2020" in page
    assert Notice.objects.get(pk=notice.pk).read_at is None, "reading the page changes nothing"

    answer = client.post(f"/thong-bao/{notice.pk}/mo/")
    assert answer.headers["Location"] == "/bao-cao/A1/2020/5/"
    assert Notice.objects.get(pk=notice.pk).read_at is not None
    assert "<b>1<span" not in client.get("/viec-cua-toi/").content.decode()
    assert "Không còn thông báo chưa đọc" in client.get("/thong-bao/?loc=chua-doc").content.decode()


def test_somebody_else_s_notice_is_not_there(signed_in: SignIn) -> None:
    world.file("A1", Month(2020, 5), 10)
    notice = Notice.objects.get(person__username="leader.a", subject__startswith="report:")
    client = signed_in("leader.b")

    assert client.post(f"/thong-bao/{notice.pk}/mo/").status_code == 404
    assert client.post(f"/thong-bao/{notice.pk}/doc/").status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_the_letter_is_switched_off_with_one_button(signed_in: SignIn) -> None:
    client = signed_in("leader.a")
    client.post("/tai-khoan/thu-tom-tat/", {"wanted": "0", "language": "vi"})
    assert "Bật thư tóm tắt" in client.get("/tai-khoan/").content.decode()
    assert client.post("/tai-khoan/thu-tom-tat/", {"language": "xx"}).status_code == 422
