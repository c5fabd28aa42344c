"""Tài khoản của tôi; and the page where a one-time code becomes a password."""

from http import HTTPStatus

from allauth.core import ratelimit
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.apps.accounts import codes, mail, sessions
from nhip.apps.accounts.directory import own_page
from nhip.apps.accounts.second_factor import is_required
from nhip.apps.notices.queries import choice_of
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.cycle import appointing
from nhip.web.actor import actor_of, standing_of
from nhip.web.people.forms import REFUSALS, Typed
from nhip.web.people.views import DELEGATED, read_delegation

CODE = "nhip-one-time-code"


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    return _account(request)


def _account(request: HttpRequest, form: Typed | None = None) -> HttpResponse:
    actor = actor_of(request)
    person = actor.person or 0
    return render(
        request,
        "account/own.html",
        {
            "own": own_page(actor=actor, today=clock.today()),
            "sessions": sessions.own_sessions(person_id=person, this=request.session.session_key),
            "has_second_factor": standing_of(request).has_second_factor,
            "form": form or Typed({}),
            "digest": choice_of(person_id=person),
            "sends_mail": mail.is_set_up(),
        },
        status=HTTPStatus.OK if form is None else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@require_POST
def delegate(request: HttpRequest) -> HttpResponse:
    """In one's own role."""
    form = Typed.of_post(request.POST, DELEGATED)
    actor = actor_of(request)
    try:
        appointing.delegate(actor=actor, new=read_delegation(form), now=clock.now())
    except REFUSALS as refusal:
        form.refuse(refusal)
        return _account(request, form)
    messages.success(request, _("Đã ghi ủy quyền."))
    return HttpResponseRedirect(reverse("account"))


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    sessions.end_session(actor=actor_of(request), session_id=session_id, now=clock.now())
    messages.success(request, _("Đã đăng xuất máy đó."))
    return HttpResponseRedirect(reverse("account"))


@require_POST
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    sessions.end_all_sessions(actor=actor_of(request), now=clock.now())
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@login_not_required
@never_cache
@require_safe
def open_code(request: HttpRequest, code: str) -> HttpResponse:
    """The link of a letter: the code's digest goes into the session, so that no address of the pages after shows it."""
    request.session[CODE] = codes.digest_of(code)
    return HttpResponseRedirect(reverse("use_code"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """First the code, then the password. Attempts are limited by address; every refusal of a code reads the same."""
    typed = request.POST.get("code", "")
    digest = codes.digest_of(typed) if typed else request.session.get(CODE)
    form = Typed({"code": typed, "password": "", "again": ""})
    welcome, moment = None, clock.moment()
    if digest is not None:
        if not ratelimit.consume(request, action="one_time_code"):
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        try:
            welcome = codes.whose_code(digest=digest, moment=moment)
            request.session[CODE] = digest
            if "password" in request.POST:
                return _set_password(request, digest)
        except RuleBroken as refusal:
            form.refuse(refusal)
    elif request.method == "POST":
        form.errors["code"] = _("Chưa ghi mã.")
    if "code" in form.errors:
        request.session.pop(CODE, None)
        welcome = None
    return render(
        request,
        "account/use_code.html",
        {"welcome": welcome, "form": form},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _set_password(request: HttpRequest, digest: str) -> HttpResponse:
    """Raises RuleBroken."""
    password = request.POST["password"]
    if password != request.POST.get("again", ""):
        raise RuleBroken(gettext_noop("Hai lần gõ mật khẩu không giống nhau."), field="again")
    login = codes.use_code(digest=digest, password=password, now=clock.now(), moment=clock.moment())
    logout(request)
    messages.success(
        request, _("Đã đặt mật khẩu. Đăng nhập bằng tên «{login}» và mật khẩu mới.").format(login=login)
    )
    return HttpResponseRedirect(reverse("account_login"))


def deactivate_totp(request: HttpRequest) -> HttpResponseBase:
    """Switch the second factor off (allauth), unless a unit asks for it. Raises RuleBroken."""
    if is_required(standing_of(request), clock.today()):
        raise RuleBroken(
            gettext_noop("Đơn vị yêu cầu vai trò này có xác thực hai lớp, nên không tắt được."),
            field="person",
        )
    answer: HttpResponseBase = totp.deactivate_totp(request)
    return answer
