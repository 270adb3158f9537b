"""`yuban manage after_restore`: once after a dump was restored into another cluster."""

from typing import Any

from django.core.management.base import BaseCommand

from yuban.kernel import actions


class Command(BaseCommand):
    help = "After a restore into another PostgreSQL cluster: lets the readers of steps go on where they were."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.adopt_cluster()} steps are still to be read.")
