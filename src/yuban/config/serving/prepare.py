"""What is made from the source before serving: static files with hashed names, translations in the form Django reads.

Both are skipped when nothing has changed, so that a second start takes no time.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from yuban.config.serving import supervise

LOCALE = Path(__file__).parents[2] / "locale"


def everything() -> None:
    """Bring static files and translations up to date; two programs that start at once take turns."""
    settings.YUBAN_DATA.mkdir(parents=True, exist_ok=True)
    with supervise.in_turn(settings.YUBAN_DATA / "prepare.turn"):
        translations()
        static_files()


def translations() -> None:
    """Compile each catalogue whose source has changed."""
    (target,) = settings.LOCALE_PATHS
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        compiled = Path(target) / source.relative_to(LOCALE).with_suffix(".mo")
        stamp = compiled.with_suffix(".stamp")
        if is_changed(stamp, mark := fingerprint([source])):
            compiled.parent.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            stamp.write_text(mark, encoding="ascii")


def static_files() -> None:
    """Collect, hash and compress the static files if one of them has changed."""
    stamp = settings.STATIC_ROOT / ".stamp"
    sources: list[Path] = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            if isinstance(storage, FileSystemStorage):
                sources.append(Path(storage.path(path)))
    if is_changed(stamp, mark := fingerprint(sorted(sources))):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(mark, encoding="ascii")


def fingerprint(files: Iterable[Path]) -> str:
    """A mark that changes when a file is added, removed or written."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for file in files:
        seen = file.stat()
        digest.update(f"{file}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_changed(stamp: Path, mark: str) -> bool:
    """Whether the mark differs from the one left by the last run."""
    return not stamp.exists() or stamp.read_text(encoding="ascii") != mark
