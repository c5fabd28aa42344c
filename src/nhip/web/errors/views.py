"""Pages for what cannot be done: what happened, what was kept, what to do now."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from nhip.apps.audit.context import request_id
from nhip.core.errors import Conflict, NhipError, NotAllowed, NotFound, RulesBroken, UnknownUnit
from nhip.web import shown


def refused(request: HttpRequest, error: NhipError) -> HttpResponse:
    """The page for a refusal that no form has caught."""
    if isinstance(error, NotAllowed | NotFound | UnknownUnit):
        return not_found(request, error)
    sentences = (
        [shown.refusal(one) for one in error.refusals.values()] if isinstance(error, RulesBroken) else None
    )
    return render(
        request,
        "409.html" if isinstance(error, Conflict) else "422.html",
        {"sentences": sentences or [shown.refusal(error)]},
        status=HTTPStatus.CONFLICT if isinstance(error, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Missing and not allowed look alike, so that nothing is given away."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


@login_not_required
def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """A request that is larger than any form may be, or broken: nothing of it is read, so nothing is used."""
    return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


@login_not_required
def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's CSRF_FAILURE_VIEW
    """A form came without its token: cookies are off, or the page is older than the session."""
    return render(request, "403.html", {"is_old_form": True}, status=HTTPStatus.FORBIDDEN)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the page must not need what may have failed
    """Our own mistake. Nothing of the request is used; the number leads to the log."""
    return HttpResponse(
        render_to_string("500.html", {"number": request_id.get()}), status=HTTPStatus.INTERNAL_SERVER_ERROR
    )
