"""Loading the demo city in order, and telling who can sign in."""

from collections.abc import Callable

from yuban.config.demo import cases, folk, items
from yuban.config.load import places, reference
from yuban.kernel.steps import utc_now
from yuban.people.models import Post

Say = Callable[[str], None]


def load(say: Say) -> None:
    """Loads what is missing; each part tells how far it is."""
    at = utc_now()
    reference.load()
    say(f"regions: {places.load_regions()} new")
    say(f"organs: {places.load_organs()}")
    say(f"windows: {places.load_halls()}")
    say(f"items: {items.load_items(at)} new, each with its forms and samples")
    say(f"accounts: {folk.load_people()}")
    say(f"cases: {cases.load_cases(at)} new, in every state")


def announce(address: str) -> None:
    """Prints the doors and the demo sign-ins."""
    print(f"  portal {address}/   window {address}/window/   desk {address}/desk/   console {address}/console/")
    print(f"  every demo account has the password {folk.PASSWORD}")
    print("  resident-1 … resident-6  (portal)")
    for post in Post.objects.select_related("account", "organ").order_by("role", "account"):
        print(f"  {post.account.username:<24} {post.get_role_display()}  {post.organ.name}")
