"""Reads of people: the signed-in person with everything that follows from their posts, in one query."""

import json
from datetime import date
from typing import Final

from django.contrib.auth.backends import ModelBackend
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from yuban.organs.models import Organ
from yuban.people.models import Account, Agency, Party, Post
from yuban.people.reference import IdentityKind
from yuban.people.rights import RIGHTS, ActivePost, Actor

_ACCOUNT: Final = """
SELECT a.*,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(p.role, o.id, o.name, o.region_id) ORDER BY p.id), '[]')
          FROM people_post p JOIN organs_organ o ON o.id = p.organ_id
         WHERE p.account_id = a.id AND p.valid_from <= %(on)s
           AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)) AS post_rows,
       ARRAY(SELECT g.principal_id
               FROM people_agency g
              WHERE g.agent_id = a.party_id AND g.withdrawn_at IS NULL AND %(on)s BETWEEN g.valid_from AND g.valid_to
              UNION
             SELECT f.id FROM people_party f WHERE f.representative_id = a.party_id) AS principals
  FROM people_account a
 WHERE a.id = %(id)s AND a.is_active
"""


def account_with_posts(account_id: int, on: date) -> Account | None:
    """The active account with `actor` attached, posts and principals as of this day; None if unknown or switched off.

    Principals are those who gave an authorisation, and the firms one represents by law (民法典 第六十一条).
    """
    for account in Account.objects.raw(_ACCOUNT, {"id": account_id, "on": on}):
        account.actor = Actor(
            account_id=account.pk,
            name=account.name,
            party_id=account.party_id,
            posts=tuple(ActivePost(*row) for row in json.loads(account.post_rows)),
            principal_ids=tuple(account.principals),
        )
        return account
    return None


def within(actor: Actor, code: str = "region__code") -> Q:
    """The rows whose region lies in what an operator oversees, `code` being the way to its code; none for others."""
    rows = Q(pk__in=[])
    for prefix in sorted(set(actor.region_prefixes)):
        rows |= Q(**{f"{code}__startswith": prefix})
    return rows


def oversees_all(actor: Actor) -> bool:
    """Whether every organ in use lies in what the operator oversees, as what binds all of them asks for."""
    return bool(actor.region_prefixes) and not Organ.objects.filter(is_active=True).exclude(within(actor)).exists()


def staff(actor: Actor) -> QuerySet[Account]:
    """Accounts that hold or held a post in an organ the operator oversees; residents are never among them."""
    posts = Post.objects.filter(within(actor, "organ__region__code"))
    return Account.objects.filter(pk__in=posts.values("account")).order_by("username")


def current_posts(account: Account, on: date) -> list[Post]:
    """The posts somebody holds on this day or will hold; if there are none, those they held."""
    posts = list(account.posts.select_related("organ"))
    return [post for post in posts if post.valid_to is None or post.valid_to >= on] or posts


def principals(actor: Actor) -> list[Party]:
    """Whom one may act for today: oneself first, then persons and firms by name."""
    parties = Party.objects.filter(pk__in=actor.party_ids).order_by("-kind", "name")
    return sorted(parties, key=lambda party: party.pk != actor.party_id)


def may_authorise(actor: Actor) -> QuerySet[Party]:
    """In whose name one may give an authorisation: one's own and that of the firms one represents."""
    own = Q(pk=actor.party_id) | Q(representative=actor.party_id)
    return Party.objects.filter(own, pk__in=actor.party_ids).order_by("-kind", "name")


def agencies_given(actor: Actor) -> QuerySet[Agency]:
    """Authorisations given by oneself or by the firms one represents, the newest first."""
    given = Agency.objects.filter(principal__in=may_authorise(actor))
    return given.select_related("principal", "agent").order_by("-pk")


def agencies_held(actor: Actor) -> QuerySet[Agency]:
    """Authorisations others have given to this person, the newest first."""
    return Agency.objects.filter(agent=actor.party_id).select_related("principal", "agent").order_by("-pk")


def known_person(name: str, identity_number: str) -> Party | None:
    """The person of this name and identity number; None if they do not belong together or nobody has them."""
    number = identity_number.strip().upper()
    kind = IdentityKind.IDENTITY_NUMBER
    return Party.objects.filter(identity_kind=kind, identity_number=number, name=name.strip()).first()


def demo_accounts(on: date) -> list[tuple[str, list[Account]]]:
    """The fictitious accounts of the demo city, grouped by the permission that opens their door."""
    active = Account.objects.filter(is_active=True).select_related("party")
    groups = [("portal.own", list(active.filter(username__startswith="resident-", party__isnull=False)))]
    valid = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on).select_related("organ")
    for permission in ("window.serve", "desk.handle", "console.see"):
        posts = valid.filter(role__in=RIGHTS[permission])
        accounts = active.filter(pk__in=posts.values("account")).prefetch_related(Prefetch("posts", posts))
        groups.append((permission, list(accounts)))
    return groups


class PasswordBackend(ModelBackend):
    """Sign-in by password. Other means (a real-name provider, a personal code) become further backends beside it."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, with its posts as of today, so that an ended post ends at once."""
        return account_with_posts(user_id, timezone.localdate())
