"""Người dùng: the people of a unit, for whoever administers them."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.apps.accounts import codes, delegations, mail, second_factor, services
from nhip.apps.accounts.codes import Invitation, Issued, Seat
from nhip.apps.accounts.directory import Wanted, administered_units, directory, person_page
from nhip.apps.accounts.role_words import ROLES
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.cycle import appointing
from nhip.web import shown, words
from nhip.web.actor import actor_of
from nhip.web.people.forms import REFUSALS, Typed

PER_PAGE = 60
INVITED = ("login", "office", "email", "unit", "role", "starts_on", "ends_on")
GRANTED = ("unit", "role", "starts_on", "ends_on")
DELEGATED = ("grant", "delegate", "starts_on", "ends_on", "basis")
CHANGED = ("office", "email")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """``?don-vi=…&tim=…&vai-tro=…&tinh-trang=…&trang=…`` narrows the list."""
    wanted = Wanted(*(request.GET.get(name, "") for name in ("don-vi", "tim", "vai-tro", "tinh-trang")))
    page = directory(actor=actor_of(request), wanted=wanted, today=clock.today(), moment=clock.moment())
    pages = max(1, -(-len(page.rows) // PER_PAGE))
    typed = request.GET.get("trang", "1")
    number = min(int(typed), pages) if typed.isascii() and typed.isdigit() and int(typed[:9]) > 0 else 1
    return render(
        request,
        "people/list.html",
        {
            "people": page,
            "rows": page.rows[(number - 1) * PER_PAGE : number * PER_PAGE],
            "number": number,
            "pages": range(1, pages + 1),
            "wanted": wanted,
            "roles": ROLES,
            "states": words.PERSON_STATES,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """A new account with its first role; the answer is the sheet to print, or that a letter is on its way."""
    actor, now = actor_of(request), clock.now()
    units = administered_units(actor=actor, today=now.date())
    form = Typed(dict.fromkeys(INVITED, "") | {"unit": request.GET.get("don-vi", "")})
    if request.method == "POST":
        form = Typed.of_post(request.POST, INVITED)
        try:
            starts_on = form.first_day("starts_on", otherwise=now.date())
            seat = Seat(form.typed["unit"], form.role(), starts_on, form.day_after("ends_on"))
            invitation = Invitation(
                form.typed["login"].strip(),
                form.typed["office"],
                form.typed["email"],
                (seat,),
                is_printed="print" in request.POST or not mail.is_set_up(),
            )
            issued = codes.invite(actor=actor, invitation=invitation, now=now, moment=clock.moment())
        except REFUSALS as refusal:
            form.refuse(refusal)
        else:
            return sheets(request, [issued])
    return render(
        request,
        "people/invite.html",
        {
            "form": form,
            "units": units,
            "roles": ROLES,
            "sends_mail": mail.is_set_up(),
            "print": "print" in request.POST,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def sheets(request: HttpRequest, issued: Sequence[Issued]) -> HttpResponse:
    """Send what has an address; show the rest once, a sheet of paper for each."""
    sent, printed, failed = list[Issued](), list[Issued](), list[Issued]()
    for one in issued:
        if not one.email:
            printed.append(one)
        elif mail.send_code(issued=one, link=link_of(one), until=shown.moment(one.expires_at)):
            sent.append(one)
        else:
            failed.append(one)
    return render(
        request,
        "people/sheets.html",
        {
            "sent": sent,
            "failed": failed,
            "printed": [*printed, *failed],
            "address": settings.NHIP_PUBLIC_URL + reverse("use_code"),
            "only": issued[0] if len(issued) == 1 else None,
        },
    )


def link_of(issued: Issued) -> str:
    return str(settings.NHIP_PUBLIC_URL + reverse("open_code", args=[issued.code]))


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    return _person(request, person_id)


def _person(
    request: HttpRequest, person_id: int, *, what: str = "", form: Typed | None = None
) -> HttpResponse:
    """The page, with the form ``what`` open and as it was typed where it was refused."""
    page = person_page(
        actor=actor_of(request), person_id=person_id, today=clock.today(), moment=clock.moment()
    )
    return render(
        request,
        "people/person.html",
        {
            "person": page,
            "form": form or Typed({"office": page.office, "email": page.email}),
            "what": what,
            "roles": ROLES,
            "sends_mail": mail.is_set_up(),
            "today": clock.today(),
        },
        status=HTTPStatus.OK if form is None else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _settle(
    request: HttpRequest, person_id: int, *, what: str, form: Typed, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do the act and go back to the person's page, or show the page with the refusal at its form."""
    try:
        act()
    except REFUSALS as refusal:
        form.refuse(refusal)
        return _person(request, person_id, what=what, form=form)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("person", args=[person_id]))


@require_POST
def change(request: HttpRequest, person_id: int) -> HttpResponse:
    form = Typed.of_post(request.POST, CHANGED)
    return _settle(
        request,
        person_id,
        what="change",
        form=form,
        act=lambda: services.change_person(
            actor=actor_of(request),
            person_id=person_id,
            office=form.typed["office"],
            email=form.typed["email"],
            now=clock.now(),
        ),
        done=_("Đã lưu chức danh và thư điện tử."),
    )


@require_POST
def grant(request: HttpRequest, person_id: int) -> HttpResponse:
    form, now = Typed.of_post(request.POST, GRANTED), clock.now()
    seen = person_page(actor=actor_of(request), person_id=person_id, today=now.date(), moment=clock.moment())

    def act() -> object:
        return appointing.grant_role(
            actor=actor_of(request),
            login=seen.login,
            unit=form.typed["unit"],
            role=form.role(),
            starts_on=form.first_day("starts_on", otherwise=now.date()),
            ends_before=form.day_after("ends_on"),
            now=now,
        )

    return _settle(request, person_id, what="grant", form=form, act=act, done=_("Đã giao vai trò."))


@require_POST
def end_role(request: HttpRequest, person_id: int, grant_id: int) -> HttpResponse:
    """The last day is typed; without one the role ends now."""
    form, now = Typed.of_post(request.POST, ("ends_on",)), clock.now()

    def act() -> object:
        ends_before = form.day_after("ends_on") or now.date()
        return appointing.end_grant(
            actor=actor_of(request), person_id=person_id, grant_id=grant_id, ends_before=ends_before, now=now
        )

    return _settle(
        request,
        person_id,
        what=f"end-{grant_id}",
        form=form,
        act=act,
        done=_("Đã ghi ngày kết thúc vai trò."),
    )


@require_POST
def delegate(request: HttpRequest, person_id: int) -> HttpResponse:
    """By the administrator, for somebody who is away already."""
    form, now = Typed.of_post(request.POST, DELEGATED), clock.now()
    actor = actor_of(request)
    person_page(actor=actor, person_id=person_id, today=now.date(), moment=clock.moment())
    return _settle(
        request,
        person_id,
        what="delegate",
        form=form,
        act=lambda: appointing.delegate(actor=actor, new=read_delegation(form), now=now),
        done=_("Đã ghi ủy quyền."),
    )


def read_delegation(form: Typed) -> delegations.NewDelegation:
    """Raises RuleBroken."""
    return delegations.NewDelegation(
        form.number("grant", gettext_noop("Chưa chọn vai trò được ủy quyền.")),
        form.number("delegate", gettext_noop("Chưa chọn người được ủy quyền.")),
        form.first_day("starts_on", otherwise=clock.today()),
        form.day_after("ends_on"),
        form.typed["basis"],
    )


@require_POST
def withdraw_delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    actor = actor_of(request)
    holder = appointing.withdraw_delegation(actor=actor, delegation_id=delegation_id, now=clock.now())
    messages.success(request, _("Ủy quyền hết hiệu lực từ hôm nay."))
    is_own = request.POST.get("from") == "account"
    return HttpResponseRedirect(reverse("account") if is_own else reverse("person", args=[holder]))


@require_POST
def issue_code(request: HttpRequest, person_id: int) -> HttpResponse:
    try:
        issued = codes.issue_code(
            actor=actor_of(request),
            person_id=person_id,
            by_email="email" in request.POST and mail.is_set_up(),
            now=clock.now(),
            moment=clock.moment(),
        )
    except RuleBroken as refusal:
        form = Typed({})
        form.refuse(refusal)
        return _person(request, person_id, what="code", form=form)
    return sheets(request, [issued])


@require_POST
def withdraw_code(request: HttpRequest, person_id: int) -> HttpResponse:
    return _settle(
        request,
        person_id,
        what="code",
        form=Typed({}),
        act=lambda: codes.withdraw_code(
            actor=actor_of(request), person_id=person_id, now=clock.now(), moment=clock.moment()
        ),
        done=_("Mã đã hủy, không dùng được nữa."),
    )


@require_POST
def deactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    return _settle(
        request,
        person_id,
        what="lock",
        form=Typed({}),
        act=lambda: services.deactivate(actor=actor_of(request), person_id=person_id, now=clock.now()),
        done=_("Đã khóa tài khoản; các phiên đang mở kết thúc ngay."),
    )


@require_POST
def reactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    return _settle(
        request,
        person_id,
        what="lock",
        form=Typed({}),
        act=lambda: services.reactivate(actor=actor_of(request), person_id=person_id, now=clock.now()),
        done=_("Đã mở khóa tài khoản."),
    )


@require_POST
def reset_second_factor(request: HttpRequest, person_id: int) -> HttpResponse:
    return _settle(
        request,
        person_id,
        what="factor",
        form=Typed({}),
        act=lambda: second_factor.reset_second_factor(
            actor=actor_of(request), person_id=person_id, now=clock.now()
        ),
        done=_("Đã xóa xác thực hai lớp; người này bật lại ở lần đăng nhập sau."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def requirements(request: HttpRequest) -> HttpResponse:
    """Which roles need a second factor where."""
    actor, now = actor_of(request), clock.now()
    form = Typed(dict.fromkeys(GRANTED, ""))
    rows = second_factor.requirements(actor=actor, today=now.date())
    if request.method == "POST":
        form = Typed.of_post(request.POST, GRANTED)
        try:
            second_factor.require_second_factor(
                actor=actor,
                unit=form.typed["unit"],
                role=form.role(),
                starts_on=form.first_day("starts_on", otherwise=now.date()),
                ends_before=form.day_after("ends_on"),
                now=now,
            )
        except REFUSALS as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi yêu cầu xác thực hai lớp."))
            return HttpResponseRedirect(reverse("second_factor_rules"))
    return render(
        request,
        "people/requirements.html",
        {
            "rows": rows,
            "form": form,
            "units": administered_units(actor=actor, today=now.date()),
            "roles": ROLES,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_POST
def end_requirement(request: HttpRequest, requirement_id: int) -> HttpResponse:
    second_factor.end_requirement(
        actor=actor_of(request), requirement_id=requirement_id, ends_before=clock.today(), now=clock.now()
    )
    messages.success(request, _("Từ hôm nay không yêu cầu nữa."))
    return HttpResponseRedirect(reverse("second_factor_rules"))
