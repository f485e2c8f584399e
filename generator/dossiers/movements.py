"""Which dossiers leave a campaign, arrive or change code since the last build, why, and what has to be confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.dossiers.members import Member
from generator.errors import Problem
from generator.inputs.communes import slug
from generator.inputs.problems import refuse_errors
from generator.language.agreement import named
from generator.register.standings import Standings

Kind = Literal["leaves", "arrives", "returns", "recoded"]
#: The name of a dossier of which no row is known.
_UNKNOWN = ""
_ACCEPT = "sinon confirmez-le (conventions build --accept)"


@dataclass(frozen=True, slots=True)
class Movement:
    """A dossier that leaves, arrives, comes back, or is about to take the place of another one.

    ``number`` is that of the dossier, None before it has one. ``expected`` tells that what is recorded explains it.
    ``other`` is the code of the dossier whose place a row takes.
    """

    insee: str
    commune: str
    number: str | None
    kind: Kind
    reason: str
    expected: bool = False
    line: int | None = None
    remedy: str = ""
    other: str = ""

    @property
    def doubtful(self) -> bool:
        """Tell whether it may be a mistake."""
        return self.kind in ("leaves", "recoded") and not self.expected

    def as_json(self) -> dict[str, str | None]:
        """Return what moves, how and why."""
        return {
            "insee": self.insee,
            "commune": self.commune,
            "number": self.number,
            "movement": self.kind,
            "reason": self.reason,
        }


def movements(members: Sequence[Member], standings: Standings, ending: str = "") -> tuple[Movement, ...]:
    """Return what moved since the last build; nothing does before the first number of a campaign.

    ``ending`` is the number of a convention whose end is about to be recorded.
    """
    if not standings.numbered:
        return ()
    own = [member for member in members if not member.former]
    alike = _Alike(own)
    found = [_movement(member, alike, standings, ending) for member in own]
    return tuple(movement for movement in found if movement)


def refuse_movements(
    found: Sequence[Movement], file: str, beside: Sequence[Problem] = (), *, strict: bool = False
) -> None:
    """Raise DataError for what has to be confirmed: several dossiers that leave at once, a code that is another's.

    With ``strict``, one that leaves has to be confirmed too. ``beside`` are the warnings that are known already.
    """
    doubtful = [movement for movement in found if movement.doubtful]
    if len(doubtful) > 1 or any(movement.kind == "recoded" or strict for movement in doubtful):
        refuse_errors([*(_problem(one, file) for one in doubtful), *beside], "dans les départs et les codes")


def movement_lines(found: Sequence[Movement]) -> Iterator[str]:
    """Yield a line for each dossier that leaves, comes back or changes code, then one for all that arrive."""
    for one in found:
        if one.kind == "leaves":
            yield f"Départ — {one.commune}, {one.number} : {one.reason} ; son dossier est gardé"
        elif one.kind == "returns":
            yield f"Retour — {one.commune}, {one.number} : {one.reason}"
        elif one.kind == "recoded":
            yield f"Code changé — {one.commune} ({one.insee}) : {one.reason}"
    arrived = [one.commune for one in found if one.kind == "arrives"]
    if arrived:
        yield f"Arrivée — {named(arrived)} : nouveau dossier, nouveau numéro"


def _movement(member: Member, alike: _Alike, standings: Standings, ending: str) -> Movement | None:
    insee, number, present = member.insee, member.number, standings.present(member.insee)
    line = member.commune.line if member.commune else None
    if member.absence:
        if not number or not present:
            return None
        ended = number == ending or bool(member.standing and (member.standing.ending or member.standing.mergers))
        explained = ended or any(_takes_place_of(other, member) for other in alike.rows_of(member))
        remedy = "écrivez « oui » dans sa colonne participe"
        if member.commune is None:
            remedy = f"remettez sa ligne{_merging(member, 'INSEE')}"
        return Movement(insee, member.nom, number, "leaves", member.absence, explained, line, remedy)
    other = next((other for other in alike.places_of(member) if _takes_place_of(member, other)), None)
    if other:
        shared = "SIREN" if member.bears_siren_of(other) else "nom"
        was = (other.kept or other).nom
        reason = f"le {shared} de cette ligne est celui du dossier {other.number} ({was}, {other.insee})"
        remedy = f"corrigez le code, {other.insee}, ou la ligne{_merging(other, insee)}"
        return Movement(insee, member.nom, number, "recoded", reason, line=line, remedy=remedy, other=other.insee)
    if not number:
        return Movement(insee, member.nom, None, "arrives", "nouvelle dans la campagne")
    return None if present else Movement(insee, member.nom, number, "returns", "participe de nouveau")


def _merging(member: Member, into: str) -> str:
    """Return what to do when the commune was merged, if its convention is signed: what is not has no end."""
    if not (member.standing and member.standing.signature):
        return ""
    return f" ; pour une fusion, lancez d’abord « conventions end {member.insee} --cause fusion --into {into} »"


class _Alike:
    """The members by SIREN and name, of their rows and of their dossiers: no other can take the place of one."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = members
        self._rows, self._places = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
        for rank, member in enumerate(members):
            for names, found in ((_row_names(member), self._rows), (_place_names(member), self._places)):
                for name in names:
                    found[name].add(rank)

    def rows_of(self, member: Member) -> Iterator[Member]:
        """Yield those whose row may have what was that of a dossier."""
        names = _place_names(member)
        return iter(self._members) if _UNKNOWN in names else self._found(self._rows, names)

    def places_of(self, member: Member) -> Iterator[Member]:
        """Yield those whose dossier may have had what is in a row."""
        return self._found(self._places, (*_row_names(member), _UNKNOWN))

    def _found(self, index: Mapping[str, set[int]], names: Iterable[str]) -> Iterator[Member]:
        return (self._members[rank] for rank in sorted(set().union(*(index.get(name, ()) for name in names))))


def _row_names(member: Member) -> tuple[str, ...]:
    return (member.commune.siren, member.commune.slug) if member.commune else ()


def _place_names(member: Member) -> tuple[str, ...]:
    if member.kept:
        return member.kept.siren, member.kept.slug
    return (slug(member.nom),) if member.commune else (slug(member.nom), _UNKNOWN)


def _takes_place_of(member: Member, other: Member) -> bool:
    """Tell whether the row of a commune has now, by its SIREN or its name, what was that of another dossier.

    A commune that goes on after a merger is in its right.
    """
    now, before = member.commune, member.kept
    if now is None or member.absence or other.standing is None or other.insee == member.insee:
        return False
    if any(merger.into_insee == member.insee for merger in other.standing.mergers):
        return False
    siren = member.bears_siren_of(other) and (before is None or before.siren != now.siren)
    was = other.kept.nom if other.kept else other.nom
    left = other.commune is None or other.commune.slug != slug(was)
    name = now.slug == slug(was) and left and (before is None or before.slug != now.slug)
    return siren or name


def _problem(movement: Movement, file: str) -> Problem:
    message, column = movement.reason, "insee"
    if movement.kind == "leaves":
        message = f"quitte la campagne ({movement.reason}) ; son dossier {movement.number} est gardé"
        column = "participe" if movement.line else ""
    remedy = f"{movement.remedy} ; {_ACCEPT}"
    return Problem("error", message, remedy, file, movement.line, column, movement.commune)
