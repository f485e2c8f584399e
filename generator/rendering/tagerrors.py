"""A tag that cannot be read or computed, told in French with the text around it and its place in the template."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError

from generator.errors import UnreadableError
from generator.rendering.fields import Blank
from generator.rendering.tags import QUOTED, read_tags
from generator.rendering.wording import in_french
from generator.word.package import open_package
from generator.word.paragraphs import excerpt
from generator.word.parts import read_flows
from generator.word.properties import read_properties
from generator.word.styles import Styles

_ENDS = (("{{", "}}"), ("{%", "%}"))
_TAG = re.compile(
    r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{%(?:(?!\{%|\{\{).)*?%\}|\{\{(?:(?!\{\{|\{%).)*?\}\}",
    re.DOTALL,
)
_OPENING = re.compile(r"^(\{[%{][-+]?)")
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_PARAGRAPH_ENDS = ("</w:p>", "</w:tr>", "</w:tc>")


class TagError(Exception):
    """A tag that cannot be read or computed: what is wrong, the tag, the values it was given, the text around.

    ``part`` is the name of the part where it stands, "" as long as nobody knows; ``occurrence`` counts from 0 the
    tags before it that say the same.
    """

    def __init__(
        self, what: str, paragraph: str, *, badly_written: bool, tag: str = "", occurrence: int = 0, values: str = ""
    ) -> None:
        self.badly_written = badly_written
        self.tag = tag
        self.occurrence = occurrence
        self.part = ""
        first = re.search(r"\{[{%]", paragraph)
        at = max(0, paragraph.find(tag)) if tag else first.start() if first else None
        shown = f", dans {tag}" if tag and not badly_written else ""
        shown += f", où {values}" if values else ""
        super().__init__(what + shown + (f" (près de « {excerpt(paragraph, at)} »)" if at is not None else ""))

    @classmethod
    def of(cls, error: Exception, source: str, line: int, known: Mapping[str, Any] | None = None) -> TagError:
        """Explain what was raised by a line of a source of ``one_line_each``; ``known`` are the names it could use."""
        at = _offset(source, line)
        tag = next((found for found in _TAG.finditer(source) if found.start() <= at < found.end()), None)
        text = _paragraph(source, at)
        badly_written = isinstance(error, TemplateSyntaxError)
        missing = [end for start, end in _ENDS if text.count(start) > text.count(end)]
        what = f"il manque {missing[0]}" if badly_written and missing else in_french(error)
        if tag is None:
            return cls(what, text, badly_written=badly_written)
        said = _shown(tag[0])
        before = sum(_shown(found[0]) == said for found in _TAG.finditer(source, 0, tag.start()))
        named = {} if badly_written else _named(said, known or {})
        for path, value in named.items():
            what = value.called(what, path) if isinstance(value, Blank) else what
        values = _values(named)
        return cls(what, text, badly_written=badly_written, tag=said, occurrence=before, values=values)

    def place(self, template: bytes) -> str:
        """Return the place of the tag in its template, "" when it is not known."""
        return locate(template, self.tag[:2], self.tag[2:-2].strip(" -+"), self.occurrence, self.part)


def one_line_each(source: str) -> str:
    """Return a source where every tag begins a line, so that the line of an error tells which tag is at fault.

    A line that begins inside a tag changes nothing of what it prints; what ``raw`` prints as it is stays whole.
    """
    return _TAG.sub(lambda found: found[0] if _RAW.match(found[0]) else _OPENING.sub(r"\1\n", found[0]), source)


def _offset(source: str, line: int) -> int:
    """Return where a line begins, -1 when there is no such line; Jinja counts the ends of lines as this does."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", source))]
    return starts[line - 1] if 0 < line <= len(starts) else -1


def _paragraph(source: str, at: int) -> str:
    """Return the text of the paragraph around, or of the tag that stands between two paragraphs."""
    if at < 0:
        return ""
    start = max(source.rfind("\n<w:p", 0, at + 5), *(source.rfind(end, 0, at) for end in _PARAGRAPH_ENDS))
    ends = (source.find(end, at) for end in ("\n<w:p", *_PARAGRAPH_ENDS))
    end = min((end for end in ends if end >= 0), default=len(source))
    text = html.unescape(re.sub(r"<[^>]*>|^[^<]*>", "", source[max(0, start) : end]))
    return _TAG.sub(lambda found: _shown(found[0]), text).strip()


def _shown(tag: str) -> str:
    """Return a tag without the end of line that ``one_line_each`` put in it."""
    return " ".join(re.sub(r"^(\{[%{][-+]?)\n", r"\1", html.unescape(tag)).split())


def _named(tag: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the names of a tag stood for, as it writes them; None for what is unknown."""
    found = {}
    for path in dict.fromkeys(re.findall(r"[^\W\d]\w*(?:\.\w+)*", QUOTED.sub("", tag))):
        first, *rest = path.split(".")
        value = known.get(first)
        for name in rest:
            value = getattr(value, "__dict__", {}).get(name)
        found[path] = value
    return found


def _values(named: Mapping[str, Any]) -> str:
    """Say what names stood for: « commune.nom vaut « Haveluy » »."""
    said = []
    for path, value in named.items():
        if isinstance(value, str):
            said.append(f"{path} vaut « {value} »")
        elif isinstance(value, int | datetime.date | datetime.time):
            said.append(f"{path} vaut {value}")
    return " et ".join(said[:3])


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
