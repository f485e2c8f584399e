"""Small changes of an article as jurists word them: « au troisième alinéa, les mots « … » sont remplacés par … ».

Alinéas are counted as the article in force has them, each new line being one, items of lists too; all changes are told
of that text, so that none depends on another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from generator.avenants.articles import Alinea
from generator.dossiers.comparison import compare_words, pair
from generator.language.numbers import lettres, ordinal_lettres
from generator.language.typography import NBSP

#: More changes than these, or more words quoted than this share of the article, and the whole article is clearer.
_FEW = 4
_SHARE = 0.5
_WORD = re.compile(r"\w+(?:[-’']\w+)*[’']?|\s+|[^\w\s]")
_INNER = re.compile(r"«\s*|\s*»")
_SPACES = re.compile(r"\s")

#: ``words`` replace others or none, come after others or at the end of an alinéa; alinéas go or come.
Kind = Literal["replaced", "removed", "inserted", "completed", "alinea removed", "alineas inserted"]


@dataclass(frozen=True, slots=True)
class Modification:
    """One change of an article.

    ``alinea`` is the rank (from 1) of the alinéa that it concerns, or after which ``alineas`` come, 0 before all.
    ``former`` are the words that go or that others follow, found once in that alinéa; ``words`` those that come.
    """

    kind: Kind
    alinea: int
    former: str = ""
    words: str = ""
    alineas: tuple[Alinea, ...] = ()


def modifications(former: Sequence[Alinea], new: Sequence[Alinea]) -> tuple[Modification, ...]:
    """Return the changes that make ``new`` of ``former``; none when the whole new wording is the clearer way.

    That is for an article of one alinéa that is mostly reworded, for more than a few changes, and where a list takes
    another form. Applied to ``former`` with :func:`apply`, they give ``new``.
    """
    found: list[Modification] = []
    rank = 0
    for old, now in pair(former, new):
        rank += old is not None
        if old is None and now is not None:
            _insert(found, rank, now)
        elif old is not None and now is None:
            found.append(Modification("alinea removed", rank))
        elif old is not None and now is not None and old != now:
            if old.level != now.level:
                return ()
            found += _reworded(rank, old.text, now.text)
    quoted = sum(len(one.former) + len(one.words) + sum(len(alinea.text) for alinea in one.alineas) for one in found)
    whole = sum(len(alinea.text) for alinea in (*former, *new))
    clear = len(found) <= _FEW and quoted <= _SHARE * whole and apply(former, found) == tuple(new)
    return tuple(found) if clear else ()


def apply(former: Sequence[Alinea], changes: Sequence[Modification]) -> tuple[Alinea, ...] | None:
    """Return the text that the changes give, None when one of them names words that are not there once."""
    said: list[tuple[Alinea, ...]] = [(), *((alinea,) for alinea in former)]
    after: list[tuple[Alinea, ...]] = [() for _ in said]
    texts = [""] + [alinea.text for alinea in former]
    edits: dict[int, list[tuple[int, int, str]]] = {}
    for change in changes:
        if change.kind == "alineas inserted":
            after[change.alinea] += change.alineas
        elif change.kind == "alinea removed":
            said[change.alinea] = ()
        elif change.kind == "completed":
            end = len(texts[change.alinea])
            edits.setdefault(change.alinea, []).append((end, end, change.words))
        else:
            if not _is_once(texts[change.alinea], change.former):
                return None
            start = texts[change.alinea].index(change.former)
            stop = start + len(change.former)
            edit = (stop, stop, change.words) if change.kind == "inserted" else (start, stop, change.words)
            edits.setdefault(change.alinea, []).append(edit)
    for rank, own in edits.items():
        text = texts[rank]
        for start, stop, words in sorted(own, reverse=True):
            text = text[:start] + words + text[stop:]
        said[rank] = tuple(Alinea(text, alinea.level) for alinea in said[rank])
    return tuple(alinea for own, more in zip(said, after, strict=True) for alinea in (*own, *more))


def told(change: Modification, count: int) -> str:
    """Return the sentence that makes a change in an article of ``count`` alinéas, without a full stop.

    What is inserted as alinéas is quoted below it.
    """
    sentence = _sentence(change, count)
    return sentence[0].upper() + sentence[1:]


def _sentence(change: Modification, count: int) -> str:
    place = f"au {ordinal_lettres(change.alinea)} alinéa, " if count > 1 and change.alinea else ""
    named = f"le {ordinal_lettres(change.alinea)} alinéa" if count > 1 and change.alinea else "l’alinéa"
    former, words = _words(change.former), _words(change.words)
    match change.kind:
        case "replaced":
            return f"{place}{_the(former)} {_pass(former, 'remplacé')} par {_the(words)}"
        case "removed":
            return f"{place}{_the(former)} {_pass(former, 'supprimé')}"
        case "inserted":
            return f"{place}après {_the(former)}, {_pass(words, 'inséré')} {_the(words)}"
        case "completed":
            sentence = re.fullmatch(r"[A-ZÀ-Ý][^.!?]*[.!?]", words)
            comes = f"une phrase ainsi rédigée : «{NBSP}{words}{NBSP}»" if sentence else _the(words)
            return f"{named} est complété par {comes}"
        case "alinea removed":
            return f"{named} est supprimé"
    many = len(change.alineas)
    come = "un alinéa ainsi rédigé" if many == 1 else f"{lettres(many)} alinéas ainsi rédigés"
    if change.alinea == count:
        return f"l’article est complété par {come}"
    where = f"après {named}" if change.alinea else "avant le premier alinéa"
    return f"{where}, {'il est inséré' if many == 1 else 'sont insérés'} {come}"


def quoted(text: str) -> str:
    """Return a text as it stands within quotation marks: its own are those of the second rank, “ ”."""
    return _INNER.sub(lambda mark: "“" if "«" in mark[0] else "”", text)


def _insert(found: list[Modification], rank: int, alinea: Alinea) -> None:
    """Add an alinéa that comes after the one of this rank, with those that come there already."""
    last = found[-1] if found else None
    if last and (last.kind, last.alinea) == ("alineas inserted", rank):
        found[-1] = Modification("alineas inserted", rank, alineas=(*last.alineas, alinea))
    else:
        found.append(Modification("alineas inserted", rank, alineas=(alinea,)))


@dataclass(slots=True)
class _Edit:
    """The characters from ``start`` to ``stop`` of an alinéa, which become ``words``."""

    start: int
    stop: int
    words: str


def _reworded(rank: int, old: str, new: str) -> Iterator[Modification]:
    """Yield the changes of the words of one alinéa."""
    for edit in _findable(old, _edits(old, new)):
        former = old[edit.start : edit.stop]
        if not former:  # only at the end: elsewhere it was extended
            yield Modification("completed", rank, words=edit.words)
        elif not edit.words:
            yield Modification("removed", rank, former)
        elif edit.words.startswith(former):
            yield Modification("inserted", rank, former, edit.words[len(former) :])
        else:
            yield Modification("replaced", rank, former, edit.words)


def _edits(old: str, new: str) -> list[_Edit]:
    """Return what differs in two texts, whatever their spaces are."""
    edits: list[_Edit] = []
    place, new_place, apart = 0, 0, True
    for segment in compare_words(_SPACES.sub(" ", old), _SPACES.sub(" ", new)):
        length = len(segment.text)
        if segment.mark == "=":
            place, new_place, apart = place + length, new_place + length, True
            continue
        if apart:
            edits.append(_Edit(place, place, ""))
            apart = False
        if segment.mark == "-":
            place += length
            edits[-1].stop = place
        else:
            edits[-1].words += new[new_place : new_place + length]
            new_place += length
    return edits


def _findable(old: str, edits: list[_Edit]) -> list[_Edit]:
    """Extend each edit with its neighbouring words until what it quotes is found once; those that meet are joined."""
    bounds = [0, *accumulate(len(token) for token in _WORD.findall(old))]
    rank = 0
    while rank < len(edits):
        edit = edits[rank]
        low = edits[rank - 1].stop if rank else 0
        high = edits[rank + 1].start if rank + 1 < len(edits) else len(old)
        if _says_enough(old, trimmed := _trimmed(old, edit)):
            edits[rank] = trimmed
            rank += 1
        elif edit.start > low:
            start = max(bound for bound in (low, *bounds) if low <= bound < edit.start)
            edits[rank] = _Edit(start, edit.stop, old[start : edit.start] + edit.words)
        elif rank:
            rank -= 1
            edits[rank : rank + 2] = [_Edit(edits[rank].start, edit.stop, edits[rank].words + edit.words)]
        elif edit.stop < high:
            stop = min(bound for bound in (high, *bounds) if edit.stop < bound <= high)
            edits[rank] = _Edit(edit.start, stop, edit.words + old[edit.stop : stop])
        elif len(edits) > 1:
            edits[:2] = [_Edit(edit.start, edits[1].stop, edit.words + edits[1].words)]
        else:
            break
    return edits


def _trimmed(old: str, edit: _Edit) -> _Edit:
    """Return the edit without the spaces with which both sides end or begin."""
    start, stop, words = edit.start, edit.stop, edit.words
    while start < stop and words and old[stop - 1].isspace() and words[-1] == old[stop - 1]:
        stop, words = stop - 1, words[:-1]
    while start < stop and words and old[start].isspace() and words[0] == old[start]:
        start, words = start + 1, words[1:]
    return _Edit(start, stop, words)


def _says_enough(old: str, edit: _Edit) -> bool:
    """Tell whether what an edit quotes, on both sides, is words, and the former ones are found once.

    Words that go or come take a space with them.
    """
    former = old[edit.start : edit.stop]
    if not former:
        return edit.start == len(old) and _is_quotable(edit.words.strip())
    if not edit.words:
        return _is_quotable(former.strip()) and _is_once(old, former.strip())
    return _is_quotable(former) and _is_once(old, former) and _is_quotable(edit.words)


def _is_once(text: str, words: str) -> bool:
    return text.find(words) == text.rfind(words) != -1


def _is_quotable(words: str) -> bool:
    """Tell whether words can stand within quotation marks: no space at their ends, a letter or a figure in them."""
    return words == words.strip() and re.search(r"\w", words) is not None


def _words(text: str) -> str:
    return quoted(text.strip())


def _the(words: str) -> str:
    return f"{'les mots' if _are_many(words) else 'le nombre' if words.isdigit() else 'le mot'} «{NBSP}{words}{NBSP}»"


def _pass(words: str, participle: str) -> str:
    return f"sont {participle}s" if _are_many(words) else f"est {participle}"


def _are_many(words: str) -> bool:
    return re.fullmatch(r"[^\W\d]+(?:-[^\W\d]+)*|[0-9]+", words) is None
