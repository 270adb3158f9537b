"""Refusals: what may not be done, as sentences people can read.

A rule returns `Refusal | None`, so that the sentence beside a greyed button and the one an action raises are the same.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something may not be done now, or not by this person; `sentence` says why and what to do, `code` names it."""

    status = 409

    def __init__(self, sentence: str | Promise, *, code: str, status: int | None = None, field: str = "") -> None:
        super().__init__(code)
        self.sentence = sentence
        self.code = code
        self.field = field
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        return str(self.sentence)


class NotYours(Refusal):
    """The thing exists but is none of this person's business; told like a thing that does not exist."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("没有找到，或您无权查看。"), code="not_found")


class Stale(Refusal):
    """Somebody else was faster, or the form on the screen is older than the thing itself."""


class Invalid(Refusal):
    """What was sent cannot be right; `field` names where."""

    status = 422


def insist(refusal: Refusal | None) -> None:
    """Raises the refusal if there is one."""
    if refusal is not None:
        raise refusal
