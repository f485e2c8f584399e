"""What a template can cost: whether its tags say plainly that they are computed in no time, whatever the data."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from generator.language.filters import FILTERS
from generator.word.package import DAMAGED_ARCHIVE
from generator.word.packaging import parts_of

#: Filters whose result is no longer than what they are given.
_FILTERS = {*FILTERS, "capitalize", "default", "first", "last", "length", "lower", "sort", "title", "trim", "upper"}
#: The words of an expression that can stand before a parenthesis.
_WORDS = {"if", "elif", "else", "endif", "for", "endfor", "in", "is", "not", "and", "or", "set", "defined", "namespace"}
_STATEMENTS = {"if", "elif", "else", "endif", "for", "endfor", "set"}
_MOST_TAGS, _LONGEST_TAG = 3000, 500
_MARKUP = re.compile(r"<[^>]*>")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_OPENER = re.compile(r"\{[{%]")
_TAG = re.compile(r"\{\{(?P<printed>.*?)\}\}|\{%[-+]?(?:p|tr|tc|r)?\s(?P<done>.*?)%\}", re.DOTALL)
_TOKEN = re.compile(r"""\s+|[^\W\d]\w*|\d{1,6}|"[^"\\]*"|'[^'\\]*'|[“”‘’][^“”‘’"'\\]*[“”‘’]|[=!<>]=|[.,()|<>=~:+-]""")
_VALUE = r"""(?:[\w.]+|"[^"\\]*"|'[^'\\]*')"""
#: What may be set: a value, one of two, a counter, and what adds to it.
_PLAIN_SET = re.compile(
    rf"\w+\s*=\s*(?:{_VALUE}(?:\s+if\s+[\w.]+\s+else\s+{_VALUE})?|namespace\(\w+\s*=\s*\d+\))"
    r"|(?P<counter>\w+\.\w+)\s*=\s*(?P=counter)\s*\+\s*\d{1,3}"
)
_LOOP = re.compile(
    r"(?P<each>\w+)\s+in\s+(?P<all>\w+(?P<inner>(?:\.\w+)*))(?:\s*\|\s*\w+)?(?:\s+if\s+(?:not\s+)?[\w.]+)?"
)
_REPLACE = re.compile(r"""\|\s*replace\(\s*"(?P<old>[^"\\]+)"\s*,\s*"(?P<new>[^"\\]*)"\s*\)""")


@lru_cache(maxsize=64)
def is_tame(template: bytes) -> bool:
    """Tell whether a template, a DOCX or a text, can take neither long nor much memory.

    Its tags name values, compare them and print them, by filters that make nothing longer; a loop within a loop goes
    through what the outer one is at: no product, no range, no macro, no text that doubles. What cannot be
    told is not tame: it is computed with limits.
    """
    if not template.startswith(b"PK"):
        return _is_tame(template.decode("utf-8", "replace"))
    try:
        texts = (data.decode("utf-8", "replace") for data in parts_of(template, r"(?:word|docProps)/.*\.xml").values())
        return all(_is_tame(html.unescape(_MARKUP.sub("", text))) for text in texts)
    except DAMAGED_ARCHIVE:
        return True  # nothing of it is computed


def _is_tame(text: str) -> bool:
    """Tell whether the tags of a text are tame."""
    text = _COMMENT.sub("", text)
    tags = list(_TAG.finditer(text))
    if len(tags) != len(_OPENER.findall(text)) or len(tags) > _MOST_TAGS:
        return False
    loops: list[str] = []
    for tag in tags:
        code = (tag["printed"] if tag["printed"] is not None else tag["done"]).strip(" -+\n")
        if len(code) > _LONGEST_TAG or not _is_plain(code):
            return False
        if tag["done"] is None:
            continue
        word, _, rest = code.partition(" ")
        if word not in _STATEMENTS or (word == "set" and not _PLAIN_SET.fullmatch(rest.strip())):
            return False
        if word == "for":
            loop = _LOOP.fullmatch(rest.strip())
            if loop is None or (loops and not (loop["inner"] and loop["all"].partition(".")[0] in loops)):
                return False
            loops.append(loop["each"])
        elif word == "endfor":
            loops[-1:] = []
    return True


def _is_plain(code: str) -> bool:
    """Tell whether an expression holds nothing that could make much of little."""
    tokens: list[str] = []
    code = _REPLACE.sub(lambda found: "" if len(found["new"]) <= len(found["old"]) else found[0], code)
    at = 0
    while at < len(code):
        found = _TOKEN.match(code, at)
        if found is None:
            return False
        at = found.end()
        if not found[0].isspace():
            tokens.append(found[0])
    for before, token in zip(["", *tokens], tokens, strict=False):
        if before == "|" and token not in _FILTERS:
            return False
        if token == "(" and re.fullmatch(r"\w+", before) and before not in _FILTERS | _WORDS:
            return False
    return "recursive" not in tokens
