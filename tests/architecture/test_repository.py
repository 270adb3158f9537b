"""The repository works anywhere: no address of a package registry, no path of somebody's machine."""

import re
import tomllib

from tests.architecture.building import ROOT, name_of, tracked

# Written in halves, so that this file does not name what it forbids.
HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "npm" + "mirror", "docker" + ".io")
PLACES = re.compile(rb"(?<![\w.:/])/(?:work|root|home|Users)/[\w.]")
BINARY = frozenset({".whl", ".otf", ".ttf", ".woff2", ".png", ".jpg", ".ico", ".pdf", ".docx"})


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix in BINARY:
            continue
        content = path.read_bytes()
        found += [f"{name_of(path)}: {host}" for host in HOSTS if host.encode() in content]
        found += [f"{name_of(path)}: {place.group().decode()}" for place in PLACES.finditer(content)]
    assert not found


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    for file, dependencies in wanted.items():
        locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))
        named = {re.split(r"[^A-Za-z0-9-]", dependency, maxsplit=1)[0].lower() for dependency in dependencies}
        assert named <= locked, f"run make lock: {named - locked} missing in {file}"


def test_every_locked_package_has_hashes() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for block in re.split(r"\n(?=[a-z])", (ROOT / file).read_text(encoding="utf-8")):
            assert "--hash=sha256:" in block, block.splitlines()[0]
