"""Who may open which page: the whole table of rights, and the signed-in person with what follows from their posts.

A right opens a page; which rows it shows is asked again of the rows (`Case.objects.visible_to`).
"""

from dataclasses import dataclass, field
from typing import Final

from yuban.people.reference import Role

PUBLIC: Final = "public"
RESIDENT: Final = "resident"  # not a post: an account that belongs to a party

# permission → who holds it
RIGHTS: Final[dict[str, frozenset[str]]] = {
    "signed_in": frozenset({RESIDENT, *Role.values}),
    "portal.own": frozenset({RESIDENT}),
    "window.serve": frozenset({Role.WINDOW_STAFF}),
    "desk.handle": frozenset({Role.OFFICER, Role.CHIEF_REPRESENTATIVE}),
    "desk.extend": frozenset({Role.CHIEF_REPRESENTATIVE}),
    "console.see": frozenset({Role.OPERATOR, Role.CITY_OPERATOR}),
    "console.edit": frozenset({Role.OPERATOR, Role.CITY_OPERATOR}),
}


@dataclass(frozen=True, slots=True)
class ActivePost:
    """A post that is valid today."""

    role: str
    organ_id: int
    organ_name: str
    region_code: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, loaded once: account, party, principals acted for, posts valid today."""

    account_id: int = 0  # 0: nobody is signed in
    name: str = ""
    party_id: int | None = None
    posts: tuple[ActivePost, ...] = ()
    principal_ids: tuple[int, ...] = field(default=())

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts) | ({RESIDENT} if self.party_id else frozenset())

    @property
    def party_ids(self) -> tuple[int, ...]:
        """Oneself and the principals one may act for today."""
        return (self.party_id, *self.principal_ids) if self.party_id else ()

    def organs(self, *roles: str) -> tuple[int, ...]:
        """Ids of the organs in which the person holds one of these roles."""
        return tuple({post.organ_id for post in self.posts if post.role in roles})

    @property
    def region_prefixes(self) -> tuple[str, ...]:
        """Code prefixes of what an operator oversees: a district its own six digits, a municipality its two (50…)."""
        return tuple(
            post.region_code[:6] if post.role == Role.OPERATOR else post.region_code[:2]
            for post in self.posts
            if post.role in (Role.OPERATOR, Role.CITY_OPERATOR)
        )

    def may(self, permission: str) -> bool:
        """Whether one of the person's roles holds the permission; unknown permissions raise KeyError."""
        return permission == PUBLIC or bool(self.roles & RIGHTS[permission])


NOBODY: Final = Actor()
