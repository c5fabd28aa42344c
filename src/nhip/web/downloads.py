"""Attached files over HTTP: taken in, and given out."""

from django.http import FileResponse, HttpRequest

from nhip.apps.files.queries import FileToServe
from nhip.apps.files.services import Sent
from nhip.core.files import LARGEST


def as_download(found: FileToServe) -> FileResponse:
    """To be saved and never run: as an attachment, of the type that its content has."""
    response = FileResponse(
        found.place.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def uploaded(request: HttpRequest) -> list[Sent]:
    """What was sent; of a file that is too large only so much is read that the rule can say so."""
    return [Sent(sent.name or "", sent.read(LARGEST + 1)) for sent in request.FILES.getlist("tep")]
