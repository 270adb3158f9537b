"""The product's settings on a throw-away data folder, with what makes tests fast and mistakes loud."""

import os
import tempfile

# One folder for the run, found by the workers of a parallel run in the environment; in it one server for each worker,
# since readers of steps wait for every transaction of their server.
if "YUBAN_TESTS" not in os.environ:
    os.environ["YUBAN_TESTS"] = tempfile.mkdtemp(prefix="yuban-tests-")
os.environ["YUBAN_DATA"] = f"{os.environ['YUBAN_TESTS']}/{os.environ.get('PYTEST_XDIST_WORKER', 'run')}"

from yuban.config.settings import *


class Loud(str):
    """A template variable that does not exist fails the test that renders it."""

    __slots__ = ()

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"unknown template variable: {missing}")


options = TEMPLATES[0]["OPTIONS"]
assert isinstance(options, dict)
options["string_if_invalid"] = Loud("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # or its absence is warned of
# As the product asks, but without its pool: test databases come and go; a pool would hold them open.
DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 2}
