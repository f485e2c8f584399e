"""Where a tag of a rendered document stands in its template."""

from __future__ import annotations

from functools import lru_cache

from generator.errors import UnreadableError
from generator.rendering.tags import read_tags
from generator.word.package import open_package
from generator.word.parts import read_flows
from generator.word.properties import read_properties
from generator.word.styles import Styles


def locate(template: bytes, opener: str, code: str, occurrence: int, part: str = "") -> str:
    """Return the place of a tag, « article 4, 2e paragraphe »; "" when the template has no such tag.

    ``opener`` is « {{ » or « {% », ``code`` what follows; ``occurrence`` counts from 0 the tags that say the
    same in their ``part``, which is named as in the package; without one, all parts count.
    """
    places = [
        place
        for known, mark, said, place in _tags(template)
        if (mark, said) == (opener, squeezed(code)) and part in ("", known)
    ]
    return places[min(occurrence, len(places) - 1)] if places else ""


def squeezed(code: str) -> str:
    """Return what a tag says, without the spaces and the quotes that do not matter."""
    return "".join(code.replace('"', "'").split())


@lru_cache(maxsize=8)
def _tags(template: bytes) -> tuple[tuple[str, str, str, str], ...]:
    """Return (part, opener, code, place) of every tag, in the order of the document."""
    try:
        package = open_package(template)
    except UnreadableError:
        return ()
    flows = [*read_flows(package, Styles(package)), *read_properties(package)]
    return tuple(
        (flow.part, tag.opener, squeezed(tag.code), str(tag.paragraph.place))
        for flow in flows
        for tag in read_tags(flow, [])
    )
