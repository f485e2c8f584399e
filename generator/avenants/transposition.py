"""A change that was made in one act carried over to another that says the same but for its own values.

Both start from one wording, in which each changes other words: the change, and the commune's own name or number. They
go together as long as they do not touch.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from generator.avenants.articles import Alinea, Article
from generator.avenants.rewording import WORDS
from generator.errors import DataError

#: Begins an alinéa, with its level: in Unicode's private area, no document says it.
_START = "\ue000"


@dataclass(frozen=True, slots=True)
class _Change:
    """The tokens from ``start`` to ``stop`` of the common wording, which become others."""

    start: int
    stop: int
    tokens: tuple[str, ...]


def transpose(article: Article, base: Sequence[Alinea], new: Sequence[Alinea]) -> tuple[Alinea, ...]:
    """Return the wording of ``article`` with the change that makes ``new`` of ``base``.

    Raises DataError when the change touches words that the article does not share with ``base``: its own values, or
    what an avenant has changed since.
    """
    common, own = _tokens(base), _tokens(article.alineas)
    wanted = _changes(common, _tokens(new))
    kept = _changes(common, own)
    for change in wanted:
        touched = [other for other in kept if other not in wanted and _meet(change, other)]
        if touched:
            words = "".join(common[touched[0].start : touched[0].stop]).replace(_START, " ").strip(" 0123456789") or "…"
            raise DataError(
                f"l’article {article.number} : le passage modifié touche des mots qui ne sont pas les mêmes dans la "
                f"convention de cette commune (« {words} ») ; faites pour elle une révision à part, ou modifiez "
                "une copie de sa propre convention"
            )
    every = sorted({*wanted, *kept}, key=lambda change: (change.start, change.stop))
    merged = list(common)
    for change in reversed(every):
        merged[change.start : change.stop] = change.tokens
    return _alineas(merged)


def _meet(change: _Change, other: _Change) -> bool:
    return change.start <= other.stop and other.start <= change.stop


def _changes(base: list[str], new: list[str]) -> list[_Change]:
    matcher = difflib.SequenceMatcher(None, base, new, autojunk=False)
    return [
        _Change(start, stop, tuple(new[new_start:new_stop]))
        for operation, start, stop, new_start, new_stop in matcher.get_opcodes()
        if operation != "equal"
    ]


def _tokens(alineas: Sequence[Alinea]) -> list[str]:
    return [token for alinea in alineas for token in (f"{_START}{alinea.level}", *WORDS.findall(alinea.text))]


def _alineas(tokens: Sequence[str]) -> tuple[Alinea, ...]:
    alineas: list[Alinea] = []
    for token in tokens:
        if token.startswith(_START):
            alineas.append(Alinea("", int(token.removeprefix(_START))))
        else:
            last = alineas.pop()
            alineas.append(Alinea(last.text + token, last.level))
    return tuple(alineas)
