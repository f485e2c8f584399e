"""Words that a line end broke at a hyphen: whole again, unless the hyphen is theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial

from generator.papers.letters import fold

#: A word broken at the end of a line, the rest of it on the next.
_BROKEN = re.compile(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]+)-[ \t]*\n[ \t]*(?P<tail>[^\W\d_]+)(?![\w-])(?P<sign>[.,;:)]*)(?:[ \t]*\n|[ \t]*)"
)
#: A word, with its hyphens.
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: What stands between columns, of which one may end there.
_COLUMN = re.compile(r"\S(?: {3}|\t|[ \t]*\|)")
#: What keeps its hyphen: « procès-verbal », « vice-président », « celui-ci », « dit-il », « rez-de-chaussée ».
_HEADS = frozenset(
    re.findall(
        r"\w+",
        "proces compte comptes vice sous avant apres ex non mi demi semi contre au par la ci celui celle ceux celles "
        "peut c dit lui elle soi eux nous vous meme rendez vis chef chefs main rez plus moins quelques micro co "
        "inter intra socio eco agro multi pluri saint sainte haut haute bas basse grand grande petit petite trois deux "
        "quatre vingt dix cent mille soixante quarante cinquante trente porte garde hors libre entre arriere",
    )
)
_TAILS = frozenset(
    re.findall(r"\w+", "verbal verbaux rendu rendus meme memes ci la il elle on ils elles ce t dessus dessous de a")
)


def rejoined(pages: Sequence[str]) -> list[str]:
    """Return pages whose words are whole: « munici- / paux », and « GA- / TARD » where it is written elsewhere.

    A name in capitals that is written nowhere else stays broken: nobody knows whether the hyphen is its own.
    """
    words = frozenset(_WORD.findall("\n".join(pages).lower()))
    return [_BROKEN.sub(partial(_rejoined, words), page) for page in pages]


def _rejoined(words: Collection[str], match: re.Match[str]) -> str:
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    word = None if _COLUMN.search(line) else _word(match["head"], match["tail"], words)
    return f"{word}{match['sign']}\n" if word else match[0]


def _word(head: str, tail: str, words: Collection[str]) -> str | None:
    """Return the word that was broken; None when its hyphen stays where it is."""
    apart = f"{head}-{tail}".lower() in words
    if tail.islower():
        return None if apart or fold(head) in _HEADS or fold(tail) in _TAILS else f"{head}{tail}"
    if not f"{head}{tail}".isupper():
        return None
    if apart:
        return f"{head}-{tail}"
    return f"{head}{tail}" if f"{head}{tail}".lower() in words else None
