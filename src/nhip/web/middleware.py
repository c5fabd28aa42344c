"""Refusals of the domain become pages, once for all views; and every request gets a number."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from nhip.apps.audit.context import request_id
from nhip.core.errors import NhipError
from nhip.web.errors.views import refused


class RefusalMiddleware:
    """RuleBroken is 422 with its own sentence; missing, unknown and not allowed are one and the same 404.

    The number of the request stands in its audit records and in the X-Request-Id header, so that a person can
    name it when asking for help.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid4().hex
        token = request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-Id"] = number
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, NhipError) else None
