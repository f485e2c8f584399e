"""Changes that are the same for several communes, recognised although each document names its own commune."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.dossiers.comparison import Change
from generator.inputs.communes import Commune
from generator.runs.making.ownvalues import ANY_DATE, DATE, Fragment, OwnValues
from generator.word.paragraphs import Place

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Located:
    """A change in the document of one commune."""

    kind: str
    commune: Commune
    change: Change


@dataclass(slots=True)
class Group:
    """One change, and every document where it is the same; the first is the one shown."""

    occurrences: list[Located] = field(default_factory=list)

    @property
    def shown(self) -> Located:
        """The change, in the words of the first commune."""
        return self.occurrences[0]

    @property
    def communes(self) -> tuple[Commune, ...]:
        """The communes concerned, each once."""
        return tuple({item.commune.insee: item.commune for item in self.occurrences}.values())

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it is in the document shown; the same edit may concern every row of a table."""
        own = [item.change.passage.place for item in self.occurrences if item.commune is self.shown.commune]
        return tuple(dict.fromkeys(own))

    def as_json(self) -> dict[str, Any]:
        """Return the change, with the codes of its communes."""
        codes = [commune.insee for commune in self.communes]
        where = {"kind": self.shown.kind, "communes": codes, "places": [str(place) for place in self.places]}
        return where | self.shown.change.as_json()


def group(changes: list[Located], values: Mapping[str, OwnValues]) -> list[Group]:
    """Gather the changes that are the same but for the values of each commune; ``values`` by INSEE code."""
    signed = [_Signed.of(located, values[located.commune.insee]) for located in changes]
    known = _Known(Counter(word for one in signed for word in one.words))
    groups: list[Group] = []
    for one in signed:
        same = next((rank for rank in known.candidates(one) if known.firsts[rank].same(one)), len(groups))
        if same == len(groups):
            groups.append(Group())
            known.add(one)
        groups[same].occurrences.append(one.located)
    return groups


class _Known:
    """The first change of each group, found again by a word that whatever is the same must have too.

    Each of thousands of communes may have a change of its own: not each is held against all others. ``frequent`` says
    how many changes have a word; the rarest that is nobody's own value is the one to look for.
    """

    def __init__(self, frequent: Mapping[str, int]) -> None:
        self.firsts: list[_Signed] = []
        self._frequent = frequent
        self._by_rarest: dict[str, list[int]] = {}
        self._feminine: dict[str, list[int]] = {}

    def add(self, first: _Signed) -> None:
        """Note the first change of a new group."""
        rank = len(self.firsts)
        self.firsts.append(first)
        self._by_rarest.setdefault(self._rarest(first), []).append(rank)
        for word in ("", *first.words) if first.values.feminine else ():
            self._feminine.setdefault(word, []).append(rank)

    def candidates(self, one: _Signed) -> list[int]:
        """Return the ranks of the groups of which a change may be, in their order.

        Words agree from the masculine to the feminine: where the first is in the feminine, the other's word is sought.
        """
        found = {rank for word in ("", *one.words) for rank in self._by_rarest.get(word, ())}
        if not one.values.feminine:
            found.update(self._feminine.get(self._rarest(one), ()))
        return sorted(found)

    def _rarest(self, one: _Signed) -> str:
        """Return the word of the edit that is the same everywhere and in the fewest changes, "" without any."""
        said = [
            fragment.text
            for fragment in one.edit_fragments
            if not fragment.names and fragment.text == fragment.feminine
        ]
        return min((word for word in said if word in one.words), key=lambda word: self._frequent[word], default="")


@dataclass(frozen=True, slots=True)
class _Signed:
    """A change and what makes it the same as another: what is edited, in which section, among which words."""

    located: Located
    values: OwnValues
    edit: str
    context: str
    edit_fragments: tuple[Fragment, ...]
    context_fragments: tuple[Fragment, ...]
    section_fragments: tuple[Fragment, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, located: Located, values: OwnValues) -> _Signed:
        change = located.change
        edit = "\n".join(segment.mark + "\n" + segment.text for segment in change.segments if segment.mark != "=")
        context = "\n".join(segment.text for segment in change.segments if segment.mark == "=")
        whole = change.state != "reworded"
        return cls(
            located,
            values,
            edit,
            context,
            values.fragments(edit, dates=whole),
            values.fragments(context, dates=True),
            values.fragments(change.passage.place.section, dates=False),
            frozenset(_WORD.findall(edit)),
        )

    def same(self, other: _Signed) -> bool:
        """Tell whether the other change is this one in another document, or among the same words elsewhere in this one.

        Words that agree are compared from the masculine to the feminine, the only way that can be computed.
        """
        mine, its = self.located.change, other.located.change
        if (
            self.located.kind != other.located.kind
            or mine.state != its.state
            or mine.passage.story != its.passage.story
        ):
            return False
        if self.values.feminine and not other.values.feminine:
            return other.same(self)
        return (
            _matches(self.edit_fragments, other.edit, self.values, other.values)
            and _matches(self.section_fragments, its.passage.place.section, self.values, other.values)
            and (
                mine.passage.place.spot == its.passage.place.spot
                or _matches(self.context_fragments, other.context, self.values, other.values)
            )
        )


def _matches(fragments: tuple[Fragment, ...], text: str, mine: OwnValues, other: OwnValues) -> bool:
    """Tell whether ``text`` is these fragments, each as it is or as the other commune has it."""
    ends = {0}
    for fragment in fragments:
        options = {fragment.text, *(other.forms[name] for name in fragment.names if name in other.forms)}
        if other.feminine and not mine.feminine:
            options.add(fragment.feminine)
        reached = {end + len(option) for end in ends for option in options if text.startswith(option, end)}
        if ANY_DATE in fragment.names:
            reached |= {date.end() for end in ends if (date := DATE.match(text, end))}
        if not reached:
            return False
        ends = reached
    return len(text) in ends
