"""What every template may ask about the request. Asks nothing of the database."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject

from yuban.design.drawing import drawn

ELDER_COOKIE = "elder"


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor of the page frame; each value is safe when nobody attached anything to the request."""
    match = request.resolver_match
    namespace = match.namespaces[0] if match and match.namespaces else ""
    return {
        "door": getattr(request, "door", namespace),
        "elder": request.COOKIES.get(ELDER_COOKIE) == "1",
        "demo_mode": bool(getattr(settings, "YUBAN_DEMO", False)),
        "upload_megabytes": getattr(settings, "YUBAN_UPLOAD_MEGABYTES", 20),
        "head": drawn("_head", {}),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),  # masked once a page, not once a form
    }
