"""A folder of files that belongs to one test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    """Where the test's files are kept; nothing is there yet."""
    settings.YUBAN_FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"
