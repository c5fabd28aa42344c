"""Forms about people, their roles and delegations, with what has to be there before they are sent."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.apps.accounts import codes, importing, services
from nhip.apps.accounts.models import Delegation, SecondFactorRequirement
from nhip.xlsx.writing import SheetOut, write_workbook
from tests import world
from tests.security.sending import Data, Sent, grant, pk, to

# --- People -------------------------------------------------------------------------------------------------

ROLE: Data = {"role": "inspector", "starts_on": "01/06/2020", "ends_on": ""}


def invite() -> Sent:
    return to("admin.p", "invite", login="nguoi.moi", office="Cán bộ", email="", unit="A1", print="1", **ROLE)


BOOK = write_workbook(
    [
        SheetOut(
            "Người dùng",
            (
                "Tên đăng nhập",
                "Chức danh",
                "Thư điện tử",
                "Mã đơn vị",
                "Vai trò",
                "Từ ngày",
                "Đến hết ngày",
            ),
            [("nguoi.moi", "Cán bộ", None, "A1", "Chuyên viên, cán bộ", date(2020, 6, 1), None)],
        )
    ]
)


def import_people() -> Sent:
    return to("admin.p", "import_people", file=SimpleUploadedFile("nguoi.xlsx", BOOK))


def kept_import() -> int:
    return importing.keep_upload(
        actor=world.person("admin.p"),
        file_name="nguoi.xlsx",
        content=BOOK,
        now=world.NOW,
        moment=world.NOW,
    )


def people_import() -> Sent:
    return to("admin.p", "people_import", kept_import())


def drop_people_import() -> Sent:
    return to("admin.p", "drop_people_import", kept_import())


def second_factor_rules() -> Sent:
    return to("admin.p", "second_factor_rules", unit="A", **(ROLE | {"role": "auditor"}))


def end_second_factor_rule() -> Sent:
    rule = SecondFactorRequirement.objects.create(
        unit_id=world.unit("A"), role="auditor", starts_on=date(2020, 5, 1)
    )
    return to("admin.p", "end_second_factor_rule", rule.pk)


def change_person() -> Sent:
    return to("admin.p", "change_person", pk("officer.a1"), office="Công chức", email="a1@example.vn")


def grant_role() -> Sent:
    return to("admin.p", "grant_role", pk("officer.a1"), unit="A", **ROLE)


def end_role() -> Sent:
    return to("admin.p", "end_role", pk("officer.a1"), grant("officer.a1"), ends_on="30/06/2020")


def delegate() -> Sent:
    return to("admin.p", "delegate", pk("leader.a"), **delegation())


def delegate_own() -> Sent:
    return to("leader.a", "delegate_own", **delegation())


def delegation() -> Data:
    return {
        "grant": grant("leader.a"),
        "delegate": pk("officer.a"),
        "starts_on": "20/05/2020",
        "ends_on": "30/05/2020",
        "basis": "Đi công tác",
    }


def withdraw_delegation() -> Sent:
    made = Delegation.objects.create(
        grant_id=grant("leader.a"),
        delegate_id=pk("officer.a"),
        starts_on=world.TODAY,
        ends_before=date(2020, 6, 1),
        basis="Vắng",
    )
    return Sent("admin.p", reverse("withdraw_delegation", args=[made.pk]), {"from": ""})


def issue_code() -> Sent:
    return to("admin.p", "issue_code", pk("officer.a1"))


def withdraw_code() -> Sent:
    codes.issue_code(
        actor=world.person("admin.p"),
        person_id=pk("officer.a1"),
        by_email=False,
        now=world.NOW,
        moment=world.NOW,
    )
    return to("admin.p", "withdraw_code", pk("officer.a1"))


def deactivate_person() -> Sent:
    return to("admin.p", "deactivate_person", pk("officer.a1"))


def reactivate_person() -> Sent:
    services.deactivate(actor=world.person("admin.p"), person_id=pk("officer.a1"), now=world.NOW)
    return to("admin.p", "reactivate_person", pk("officer.a1"))


def reset_second_factor() -> Sent:
    Authenticator.objects.create(user_id=pk("officer.a1"), type=Authenticator.Type.TOTP, data={})
    return to("admin.p", "reset_second_factor", pk("officer.a1"))


def hand_over() -> Sent:
    return to("admin.p", "hand_over", pk("officer.a1"), on="31/05/2020", successor="")
