"""Every page names who may open it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from yuban.people.rights import PUBLIC, RIGHTS


def pages(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """All addresses below a resolver with their patterns."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def test_every_page_names_its_permission() -> None:
    without = [address for address, entry in pages(get_resolver()) if not hasattr(entry.callback, "permission")]
    assert not without, "decorate these views with @needs(…)"


def test_every_named_permission_exists() -> None:
    named = {str(getattr(entry.callback, "permission", "")) for _address, entry in pages(get_resolver())}
    assert named <= {PUBLIC, *RIGHTS}


def test_every_permission_opens_a_page() -> None:
    named = {str(getattr(entry.callback, "permission", "")) for _address, entry in pages(get_resolver())}
    assert RIGHTS.keys() <= named
