"""Results told on the line of a title, put under it: « Voirie : adopté à l’unanimité », « Voirie – 7 pour »."""

from __future__ import annotations

import re

from generator.language.calendar import MONTHS
from generator.minutes.headlines import HEADING, LABEL, RESULT
from generator.minutes.names import clean_name, is_clean
from generator.minutes.procedure import is_procedure
from generator.minutes.shapes import SHAPES
from generator.minutes.titles import may_head
from generator.minutes.writtendates import WEEKDAY
from generator.papers.letters import Text, fold, in_capitals

#: A title, what parts it from its result, and the result to the end of the line.
_TOLD = re.compile(
    r"(?P<title>[^\n]*?[^\s:.,/-])"
    r"(?:[ \t]{0,2}[:.,-][ \t]{1,4}|[ \t]{1,3}/[ \t]{1,3}|[ \t]{3,40}|"
    r"[ \t](?=(?:adopte|approuve|accepte|refuse|rejete)e?s? (?:a l'|par )))"
    rf"(?P<result>{RESULT}[^\n.]{{0,80}}\.?)[ \t]*"
)
#: No title on such a line: the day of the sitting, who is elected, what the ballot counted, a sentence whose last words
#: are who decides.
_NO_TITLE = re.compile(
    rf"^(?:(?:du|le) )?(?:{WEEKDAY} )?\d{{1,2}}(?:er)? (?:{'|'.join(map(fold, MONTHS))}) \d{{4}}\b|"
    r"^(?:votes?|voix|pour|contre)\b|\b(?:secret\w+|quorum|seance|suffrages?|scrutin|bulletins?|liste|candidat\w*|tour|votants|exprimes)\b|"
    r"\b(?:le conseil(?: (?:municipal|communautaire))?|l'assemblee|les (?:conseillers|membres|elus)(?: presents)?)$"
)
#: No name has one inside.
_ARTICLE = re.compile(r"\w (?:de|de la|de l'|du|des|aux?) \w+ \w")
#: What stands before a title: its number, a bullet.
_BEFORE = "0123456789 \t.,;:/()°•*_–—-"
#: The label of an object, beside which no other line needs it.
_CALLED = re.compile(r"(?m)^[ \t]{0,20}objet[^\n:]{0,40}:")
#: What underlines a title.
_RULE = re.compile(r"[ \t]*([-_=])\1{3,}[ \t]*")
#: A title has so many letters, and its line so many characters.
_LEAST, _MOST = 6, 170


def parted(text: str) -> str:
    """Return a text in which a result stands under its title, which stands apart, as one that is underlined does."""
    told = text.split("\n")
    around = zip(["", *told], told, [*told[1:], ""], strict=False)
    lines = [line if _is_under(above, below) else _parted(line) for above, line, below in around]
    called = _CALLED.search(fold(text)) is not None
    for rank in range(1, len(lines)):
        if _RULE.fullmatch(lines[rank]) and len(lines[rank - 1]) <= _MOST and _is_title(lines[rank - 1]):
            title = lines[rank - 1].strip()
            lines[rank - 1], lines[rank] = f"\n{'Objet : ' if _is_bare(title) and not called else ''}{title}", ""
    return "\n".join(lines)


def _parted(line: str) -> str:
    match = _TOLD.fullmatch(fold(line)) if len(line) <= _MOST else None
    if match is None or not _is_title(line[: match.end("title")]):
        return line
    return f"\n{line[: match.end('title')]}\n\n{line[match.start('result') :]}"


def _is_under(above: str, below: str) -> bool:
    """Tell whether the only line under a title in capitals stands between these: it is no title itself."""
    title = above.strip()
    return not below.strip() and in_capitals(title) and len(title) >= _LEAST and may_head(Text(title), 0, len(title))


def _is_bare(title: str) -> bool:
    """Tell whether nothing but its rule says that a line is a title: no number, no label."""
    marked = any(shape.match(fold(title)) for kind, shape in SHAPES if kind != "numeral")
    return title[0].isupper() and ":" not in title and not marked


def _is_title(line: str) -> bool:
    """Tell whether a line can be the title of a point, its number apart."""
    bare = line.lstrip(_BEFORE)
    folded = fold(bare)
    told = (HEADING.match(folded), LABEL.match(f"{folded}:"), _NO_TITLE.search(folded), is_procedure(folded))
    if any(told) or sum(map(str.isalpha, bare)) < _LEAST:
        return False
    named = is_clean(clean_name(bare)) and not _ARTICLE.search(folded)
    return not named and may_head(Text(bare), 0, len(bare))
