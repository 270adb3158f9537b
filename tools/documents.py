"""Write into docs/generated what follows from the code: settings, addresses, rights, the life of a case."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuban.config.settings")

import django
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

TARGET = Path(__file__).resolve().parents[1] / "docs" / "generated"
NOTE = "Written by `make fix` from the code; `make check` fails when it is out of date.\n"


def table(*head: str, rows: Sequence[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "&#124;") for cell in line) + " |\n" for line in lines)


def settings_document() -> str:
    """Every value that is read from the environment."""
    from yuban.config.env import KNOWN

    rows = [
        (f"`{one.name}`", one.kind, f"`{one.default}`" if one.default else "", one.sentence) for one in KNOWN.values()
    ]
    return f"# Settings\n\nAll are environment variables. {NOTE}\n" + table(
        "name", "kind", "default", "meaning", rows=rows
    )


def pages(resolver: URLResolver, prefix: str = "/", names: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """Every address below a resolver with its name and permission."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry, address, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry, URLPattern):
            yield address, ":".join((*names, entry.name or "")), getattr(entry.callback, "permission", "")


def pages_document() -> str:
    """Every address of the site."""
    rows = [(f"`{address}`", f"`{name}`", permission) for address, name, permission in sorted(pages(get_resolver()))]
    return f"# Addresses\n\n{NOTE}\n" + table("address", "name", "permission", rows=rows)


def rights_document() -> str:
    """Which role holds which permission."""
    from yuban.people.rights import RIGHTS

    roles = sorted({str(role) for holders in RIGHTS.values() for role in holders})
    rows = [(name, *("yes" if role in holders else "" for role in roles)) for name, holders in RIGHTS.items()]
    return f"# Rights\n\nA right opens a page; which rows it shows is asked of the rows. {NOTE}\n" + table(
        "permission", *roles, rows=rows
    )


def case_document() -> str:
    """The life of a case, drawn from its one table."""
    from yuban.cases.lifecycle import LIFECYCLE

    return f"# The life of a case\n\n{NOTE}\n```mermaid\n{LIFECYCLE.mermaid()}```\n"


def documents() -> dict[str, str]:
    """All generated documents by file name."""
    with translation.override("zh-hans"):
        return {
            "settings.md": settings_document(),
            "addresses.md": pages_document(),
            "rights.md": rights_document(),
            "case.md": case_document(),
        }


def main() -> None:
    """Write them all."""
    django.setup()
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
