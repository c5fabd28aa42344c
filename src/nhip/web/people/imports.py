"""Nhập người dùng từ Excel: a template, a preview, and then all or nothing."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.apps.accounts import importing
from nhip.apps.accounts.directory import administered_units
from nhip.apps.accounts.import_rows import MOST_ROWS, Fate
from nhip.apps.accounts.import_rows import template as template_of
from nhip.apps.accounts.role_words import role_words, vietnamese_words
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.people.views import sheets
from nhip.xlsx.writing import MEDIA_TYPE


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    administered_units(actor=actor_of(request), today=clock.today())
    answer = HttpResponse(template_of(role_words=vietnamese_words()), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="nguoi-dung-mau.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; a good one is kept and shown."""
    actor, error = actor_of(request), ""
    administered_units(actor=actor, today=clock.today())
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            kept = importing.keep_upload(
                actor=actor,
                file_name="" if file is None else file.name or "",
                content=b"" if file is None else file.read(importing.LARGEST + 1),
                now=clock.now(),
                moment=clock.moment(),
            )
        except RuleBroken as refusal:
            error = shown.refusal(refusal)
        else:
            return HttpResponseRedirect(reverse("people_import", args=[kept]))
    return render(
        request,
        "people/upload.html",
        {"error": error, "most": MOST_ROWS, "most_bytes": importing.LARGEST // 2**20},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest, import_id: int) -> HttpResponse:
    """What would be stored; posting stores it, after reading and checking the file once more."""
    actor = actor_of(request)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            issued = importing.confirm_upload(
                actor=actor,
                import_id=import_id,
                role_words=role_words(),
                now=clock.now(),
                moment=clock.moment(),
            )
        except RulesBroken:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, _("Đã nhập xong danh sách."))
            return sheets(request, issued) if issued else HttpResponseRedirect(reverse("people"))
    page = importing.preview_upload(
        actor=actor, import_id=import_id, role_words=role_words(), today=clock.today()
    )
    return render(
        request,
        "people/preview.html",
        {
            "preview": page,
            "import_id": import_id,
            "wrong": page.count(Fate.WRONG),
            "new_roles": page.count(Fate.NEW_ROLE),
            "unchanged": page.count(Fate.UNCHANGED),
        },
        status=status,
    )


@require_POST
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    importing.drop_upload(actor=actor_of(request), import_id=import_id, now=clock.now())
    messages.success(request, _("Đã bỏ tệp; chưa có gì được ghi."))
    return HttpResponseRedirect(reverse("import_people"))
