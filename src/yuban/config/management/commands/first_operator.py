"""`yuban manage first_operator NAME`: the account that opens all others on the console."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yuban.config.load import places
from yuban.kernel.refusals import Refusal
from yuban.kernel.steps import utc_now
from yuban.organs import queries as organs
from yuban.people import actions as people
from yuban.people.reference import Role
from yuban.people.rights import ActivePost, Actor


class Command(BaseCommand):
    help = "Opens the first operator's account; prints its password once. Loads regions and organs if there are none."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="sign-in name: lower-case letters, digits, hyphens")
        parser.add_argument("--organ", default="市政务服务办", help="the organ the operator belongs to")

    def handle(self, *args: Any, **options: Any) -> None:
        if organs.by_any_name(options["organ"]) is None:
            places.load_regions()
            places.load_organs()
            places.load_halls()
        organ = organs.by_any_name(options["organ"])
        if organ is None:
            raise CommandError(f"There is no organ called {options['organ']}; see data/yubei/organs.csv.")
        first = ActivePost(Role.CITY_OPERATOR, organ.pk, organ.name, organ.region_id)  # whoever holds the keyboard
        try:
            account, password = people.create_staff(
                username=options["name"],
                name=options["name"],
                organ=organ,
                role=Role.CITY_OPERATOR,
                valid_from=timezone.localdate(),
                by=Actor(name="yuban manage first_operator", posts=(first,)),
                at=utc_now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{account.username} may sign in with the password {password}")
