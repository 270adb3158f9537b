"""Bring the translation catalogues up to date with code and templates, or with --check tell what lacks.

The pages are written in Chinese; each catalogue under `src/yuban/locale` holds another language.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "yuban"
CATALOGUES = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/django.po"))
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str | None, str]


def _as_python(text: str, path: Path) -> str:
    """The sentences of a template as calls of gettext; the template's indentation would not be Python's."""
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())


def sentences() -> Iterator[tuple[Key, str | None, str]]:
    """Every sentence: its context and text, its plural, and the file it stands in."""
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else _as_python(text, path)
        for _line, message, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
            single, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
            if single:
                yield (context, str(single)), plural, path.relative_to(SOURCE).as_posix()


def wanted() -> dict[Key, polib.POEntry]:
    """One empty entry for each sentence, with the files it stands in."""
    entries: dict[Key, polib.POEntry] = {}
    for key, plural, file in sentences():
        entry = entries.setdefault(key, polib.POEntry(msgctxt=key[0], msgid=key[1]))
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: "", 1: ""}
        if (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
    return entries


def complaints(catalogue: Path) -> Iterator[str]:
    """What keeps a catalogue from being complete: missing, left over, or with other placeholders than the sentence."""
    have = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(catalogue))}
    need = wanted()
    for key in need.keys() - have.keys():
        yield f"missing: {key[1]}"
    for key in have.keys() - need.keys():
        yield f"no longer used: {key[1]}"
    for key, entry in have.items():
        if not entry.translated():
            yield f"not translated: {key[1]}"
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(key[1] + (entry.msgid_plural or ""))):
                yield f"other placeholders: {key[1]}"


def update(catalogue: Path) -> None:
    """Add what is new, drop what is gone, keep what is translated."""
    book = polib.pofile(str(catalogue), wrapwidth=120)
    have = {(entry.msgctxt, entry.msgid): entry for entry in book}
    book.clear()
    for key, entry in sorted(wanted().items(), key=lambda pair: (pair[1].occurrences, pair[0][1])):
        if known := have.get(key):
            entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural or entry.msgstr_plural
        book.append(entry)
    book.save()


def main() -> int:
    """Update all catalogues, or only check them; the exit code is 1 when something lacks."""
    checking = sys.argv[1:] == ["--check"]
    found = 0
    for catalogue in CATALOGUES:
        if not checking:
            update(catalogue)
        for complaint in sorted(complaints(catalogue)):
            found += 1
            print(f"{catalogue.parent.parent.name}: {complaint}")
    return 1 if found and checking else 0


if __name__ == "__main__":
    sys.exit(main())
