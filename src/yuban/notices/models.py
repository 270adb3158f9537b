"""Notices to people in the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yuban.cases.models import Case
from yuban.people.models import Account


class Notice(models.Model):
    """One message to one account about one step of a case; the key makes a second delivery harmless.

    The words are not stored: `rules.sentence` says them in the reader's language.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    step_seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=32)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(name="notice_once_a_step", fields=["account", "case", "step_seq"])]
        indexes = [
            models.Index(fields=["account", "-at"], name="notice_newest"),
            models.Index(fields=["account"], name="notice_unread", condition=models.Q(read_at=None)),
        ]
