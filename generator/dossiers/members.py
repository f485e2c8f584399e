"""The communes of a campaign, by communes.csv and the register together: what has a number never goes missing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.errors import UsageError
from generator.inputs.communerows import commune_of
from generator.inputs.communes import Commune, find_commune, slug
from generator.inputs.official import official_name
from generator.inputs.sources import Sources
from generator.language.dates import date_longue
from generator.language.places import de
from generator.law.identifiers import usual_siren
from generator.register.roll import DECLINED, REMOVED, Roll
from generator.register.standing import Standing
from generator.register.standings import Standings

#: Why a commune nouvelle begins no dossier of its own.
HOLDS = "commune nouvelle, qui continue les conventions des anciennes"


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of the data or of the register, under the name that either knows.

    ``commune`` is as its row says, ``kept`` as it last took part; None for what is not known. ``standing`` is that of
    its convention, once it has a number. ``absence`` says why it takes no part, "" when it does.
    """

    insee: str
    nom: str
    commune: Commune | None
    kept: Commune | None
    standing: Standing | None
    absence: str

    @property
    def of(self) -> str:
        """Its name after *de*, with the article that its row says: « d’Haveluy »."""
        return de(self.commune or self.kept or self.nom)

    @property
    def former(self) -> str:
        """The name of the commune whose convention it goes on with, "" when that is its own."""
        return self.commune.former if self.commune else ""

    @property
    def called(self) -> str:
        """Its name in a list where a commune nouvelle stands once for each convention."""
        return self.commune.called if self.commune else self.nom

    def party_on(self, day: datetime.date | None) -> tuple[str, str]:
        """Return the name and the INSEE code of the commune that was party to its convention on a day, None for now.

        After a merger it is the commune nouvelle, after several the last one.
        """
        if self.commune is None or self.standing is None or not self.former:
            return self.nom, self.insee
        if day and day <= min(merger.ends_on for merger in self.standing.mergers):
            return self.former, self.insee
        return self.nom, self.commune.code

    @property
    def number(self) -> str | None:
        """The number of its convention."""
        return self.standing.number if self.standing else None

    @property
    def row(self) -> Mapping[str, str]:
        """Its row, or its last one; empty when none is known."""
        known = self.commune or self.kept
        return known.row if known else {}

    @property
    def known(self) -> Commune:
        """The commune, or what it last was; raises UsageError when its row is needed to know that."""
        known = self.commune or self.kept
        if known is None:
            raise self.gone()
        return known

    def bears_siren_of(self, other: Member) -> bool:
        """Tell whether its row has the SIREN of another one, as that one last took part."""
        if self.commune is None or other.insee == self.insee:
            return False
        if other.kept:
            return self.commune.siren == other.kept.siren
        return other.commune is None and self.commune.siren == usual_siren(other.insee)

    def gone(self) -> UsageError:
        """Return why nothing can be made for it, with what is kept of it."""
        kept = f" ; son dossier {self.number} est gardé" if self.number else ""
        if self.commune:
            message = f"{self.nom} ne participe {'plus' if self.number else 'pas'} ({self.absence}){kept}"
            remedy = "pour le fabriquer, écrivez « oui » dans sa colonne participe"
        else:
            why = "" if self.absence == REMOVED else f" ({self.absence})"
            message = f"{self.nom} n’est plus dans communes.csv{why}{kept}"
            remedy = "pour le fabriquer, remettez sa ligne"
        consult = f", et pour le consulter, lancez « conventions status {slug(self.nom)} »" if self.number else ""
        return UsageError(f"{message} ; {remedy}{consult}.")


def members_of(sources: Sources, standings: Standings) -> tuple[Member, ...]:
    """Return the communes of communes.csv, in the order of the file, then those that have a number and no row.

    A commune nouvelle is a member once more for each convention with which it goes on.
    """
    goes_on = {commune.insee: commune for commune in sources.successors}
    rows = [goes_on.pop(commune.insee, commune) for commune in sources.table.communes]
    listed = tuple(_listed(commune, standings, sources.holders) for commune in (*rows, *goes_on.values()))
    codes = {member.insee for member in listed}
    unlisted = (_unlisted(insee, standings) for insee in standings.numbered if insee not in codes)
    return (*listed, *(replace(member, absence=_absence(member, listed)) for member in unlisted))


def roll_of(sources: Sources) -> Roll:
    """Return who takes part, and why others of communes.csv do not."""
    declined = {commune.insee: DECLINED for commune in sources.table.communes if not commune.participe}
    rows = {commune.insee: commune.row for commune in sources.participants if not commune.former}
    return Roll(rows, declined, frozenset(commune.insee for commune in sources.successors))


def find_member(name: str, members: Sequence[Member]) -> Member:
    """Return the commune of a code, a name or its convention's number, or the one that last took part under that name.

    Of one name, the commune itself is meant rather than a convention that it goes on with. Raises UsageError when there
    is none, or several.
    """
    if numbered := [member for member in members if member.number == name]:
        return numbered[0]
    if not any(name.upper() == member.insee or slug(name) == slug(member.nom) for member in members):
        former = [member for member in members if member.kept and member.kept.slug == slug(name)]
        if len(former) == 1:
            return former[0]
    if any(name.upper() == member.insee for member in members):
        return find_commune(name, [member for member in members if name.upper() == member.insee])
    held = [member for member in members if member.absence != HOLDS]
    own = [member for member in held if not member.former and slug(member.nom) == slug(name)]
    return find_commune(name, own or held)


def select_members(members: Sequence[Member], names: Sequence[str]) -> tuple[Member, ...]:
    """Return those that take part or have a number, or the ones named; all that bear a name are meant.

    Raises UsageError naming every name that is not a commune's, and every commune that never had a dossier.
    """

    def held(member: Member) -> bool:
        return bool(member.number) or not member.absence

    def find(name: str) -> Sequence[Member]:
        return [one for one in members if slug(one.nom) == slug(name)] or [find_member(name, members)]

    return _chosen(members, names, held, find)


def select_participants(
    members: Sequence[Member], names: Sequence[str] = (), *, beside: Collection[str] = ()
) -> tuple[Commune, ...]:
    """Return the communes that take part, or the ones named, in the order of the file.

    Of one name, the commune that takes part is meant, with all the conventions that it goes on with. Those of the codes
    ``beside`` are meant too although they left. Raises UsageError naming every name that is not a commune's, and
    telling what is kept of those that left.
    """

    def takes_part(member: Member) -> bool:
        return not member.absence or (member.insee in beside and bool(member.commune or member.kept))

    def find(name: str) -> Sequence[Member]:
        named = [member for member in members if takes_part(member) and slug(name) == slug(member.nom)]
        own = [member for member in named if not member.former]
        return named if named and len(own) <= 1 else [find_member(name, members)]

    return tuple(member.known for member in _chosen(members, names, takes_part, find))


def _chosen(
    members: Sequence[Member],
    names: Sequence[str],
    wanted: Callable[[Member], bool],
    find: Callable[[str], Sequence[Member]],
) -> tuple[Member, ...]:
    """Return the members that are wanted, those named when any is; all faults are told at once."""
    chosen: set[str] = set()
    faults = []
    for name in names:
        try:
            found = find(name)
            held = [member.insee for member in found if wanted(member)]
            if not held:
                raise found[0].gone()
            chosen.update(held)
        except UsageError as error:
            faults.append(str(error))
    if faults:
        raise UsageError("\n".join(faults))
    return tuple(member for member in members if wanted(member) and (not names or member.insee in chosen))


def _listed(commune: Commune, standings: Standings, holders: Collection[str]) -> Member:
    row = standings.row(commune.insee)
    kept = commune if row == commune.row else commune_of(row)  # to read a row again costs as much as to read the file
    absence = "" if commune.participe else DECLINED
    if commune.insee in holders:
        absence = HOLDS
    return Member(commune.insee, commune.nom, commune, kept, standings.convention(commune.insee), absence)


def _unlisted(insee: str, standings: Standings) -> Member:
    row, official = standings.row(insee), official_name(insee)
    name = row.get("nom") or (official.nom if official else insee)
    return Member(insee, name, None, commune_of(row), standings.convention(insee), REMOVED)


def _absence(member: Member, listed: Sequence[Member]) -> str:
    """Say what became of a commune that has no row."""
    standing = member.standing
    if standing and standing.mergers:
        return f"réunie à {standing.mergers[-1].into_insee}"
    if standing and standing.ending:
        return f"fin de la convention le {date_longue(standing.ending.ends_on)}"
    heir = next((other for other in listed if other.bears_siren_of(member)), None)
    return f"code INSEE devenu {heir.insee}" if heir else REMOVED
