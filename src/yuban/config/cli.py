"""The program `yuban`: reads the command line, says in one sentence what is wrong, and ends with a known exit code."""

import os
import sys

from yuban.config import embedded

def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuban.config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line
    with embedded.running(settings.YUBAN_DATA):
        execute_from_command_line(["yuban manage", *given[1:]])
    return 0

if __name__ == "__main__":
    sys.exit(main())
