"""Papers and files as downloads, alike at every door."""

from collections.abc import Iterable
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from yuban.cases import documents, papers
from yuban.cases.models import Case
from yuban.cases.reference import State
from yuban.kernel import files
from yuban.kernel.models import StoredFile
from yuban.ratings import queries as ratings

SHOWN_IN_PAGE: Final = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
RATING_SLIP: Final = "rating_slip"


def slip(request: HttpRequest, case: Case, kind: str) -> bytes | None:
    """A paper of the case as PDF; None if it does not exist (yet)."""
    if kind == RATING_SLIP:
        return _rating_slip(request, case)
    return papers.pdf(case, kind, query_url=request.build_absolute_uri(reverse("portal:query")))


def _rating_slip(request: HttpRequest, case: Case) -> bytes | None:
    if case.state != State.COMPLETED or case.closed_at is None:
        return None
    address = request.build_absolute_uri(reverse("portal:rate", args=[ratings.slip_token(case)]))
    return documents.pdf(documents.RatingSlip(**papers.base(case, case.closed_at, address)))


def download(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    """A paper of the case to look at or print. Raises Http404 if it does not exist."""
    content = slip(request, case, kind)
    if content is None:
        raise Http404
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(False, f"{kind}-{case.number}.pdf") or ""},
    )


def send(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """An upload's bytes; shown in the page only if it is a picture or PDF and `inline` is asked, else saved."""
    try:
        content = files.open_stored(stored.digest)
    except FileNotFoundError as error:
        raise Http404 from error
    is_shown = inline and stored.kind in SHOWN_IN_PAGE
    response = FileResponse(content, as_attachment=not is_shown, filename=stored.name)
    response["Content-Type"] = SHOWN_IN_PAGE[stored.kind] if is_shown else "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def names(case: Case) -> Iterable[tuple[str, str]]:
    """(kind, name) of the papers the case has."""
    return papers.existing(case)
