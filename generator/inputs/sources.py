"""Everything a build reads, checked together: the communes, the campaign and its templates."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from generator.errors import DataError, Problem, count_errors
from generator.files import read_regular
from generator.inputs.campaign import COVER, LETTER, REMINDER, Campaign
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communerows import read_communes
from generator.inputs.communes import REQUIRED, Commune, CommuneTable
from generator.inputs.concordance import check_names, check_signatories, check_slots, check_together
from generator.inputs.logo import with_head
from generator.inputs.overlay import read_overlay
from generator.inputs.problems import refuse_errors
from generator.inputs.table import read_table
from generator.project import Project, saved_since
from generator.refusals import why

T = TypeVar("T")
#: In bytes; templates hold pictures, and annexes are as large.
_LARGEST_TEMPLATE, _LARGEST_LETTER = 50_000_000, 1_000_000
_WHERE = "dans les données"


@dataclass(frozen=True, slots=True)
class Heir:
    """A commune nouvelle as party to the convention of a commune that it took in, from the day ``after`` a last one."""

    after: datetime.date
    commune: Commune


@dataclass(frozen=True)
class Sources:
    """The checked inputs; the bytes of the templates, annexes, logo and messages are read once.

    ``letter`` is courriel.txt, ``reminder`` relance.txt, ``cover`` suite.txt, None when there is none. ``about_data``
    and ``about_templates`` hold only warnings. ``heirs`` take the place of communes, by INSEE code, merger after
    merger; ``holders`` are the communes nouvelles that have no other convention than those; ``settled`` the communes of
    which the register tells that nobody signs for both parties.
    """

    table: CommuneTable
    campaign: Campaign
    templates: Mapping[str, bytes]
    logo: bytes | None
    about_data: tuple[Problem, ...]
    letter: bytes | None = None
    about_templates: tuple[Problem, ...] = ()
    reminder: bytes | None = None
    cover: bytes | None = None
    annexes: Mapping[str, bytes] = field(default_factory=dict)
    heirs: Mapping[str, tuple[Heir, ...]] = field(default_factory=dict)
    holders: frozenset[str] = frozenset()
    settled: Container[str] = frozenset()

    @property
    def letters(self) -> dict[str, bytes]:
        """The letters that there are, by the names of their files."""
        found = ((LETTER, self.letter), (REMINDER, self.reminder), (COVER, self.cover))
        return {name: data for name, data in found if data is not None}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All warnings."""
        return (*self.about_data, *self.about_templates)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of communes.csv, the project's and the campaign's."""
        return self.table.columns

    @cached_property
    def participants(self) -> tuple[Commune, ...]:
        """The communes that get a dossier, in the order of the file, then those that go on with one."""
        own = (commune for commune in self.table.communes if commune.participe and commune.insee not in self.holders)
        return (*own, *self.successors)

    @cached_property
    def successors(self) -> tuple[Commune, ...]:
        """The communes nouvelles, once for each convention of a commune that takes part no more."""
        present = {commune.insee for commune in self.table.communes if commune.participe}
        return tuple(found[-1].commune for insee, found in self.heirs.items() if insee not in present)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The INSEE codes of the participants."""
        return tuple(commune.insee for commune in self.participants)

    def name_of(self, insee: str) -> str:
        """Return the name of a commune, its code when the file does not have it; "" without any."""
        return self.names.get(insee, insee)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the communes of the file, by INSEE code."""
        return {commune.insee: commune.nom for commune in self.table.communes}

    def party(self, commune: Commune, day: datetime.date) -> Commune:
        """Return who is party to the convention of a commune on a day: it, or the commune nouvelle in its place."""
        due = [heir.commune for heir in self.heirs.get(commune.insee, ()) if heir.after < day]
        return due[-1] if due else commune

    def with_heirs(
        self, heirs: Mapping[str, tuple[Heir, ...]], ended: frozenset[str], numbered: frozenset[str]
    ) -> Sources:
        """Return the same inputs with communes nouvelles in the place of others.

        Conventions that have ``ended`` keep no slot; ``numbered`` are the communes that have a convention of their own.
        Raises DataError for a slot given twice.
        """
        codes = {heir.commune.code for found in heirs.values() for heir in found}
        known = replace(self, heirs=heirs, holders=frozenset(codes - numbered))
        held = [commune for commune in known.successors if commune.insee not in ended]
        others = [commune for commune in known.table.communes if commune.insee not in known.holders]
        slots = check_slots([*held, *others], self.campaign.planning) if held else []
        problems = _sorted(dict.fromkeys([*self.about_data, *slots]))
        refuse_errors(problems, _WHERE)
        return replace(known, about_data=problems)

    def with_signers(self, settled: Container[str]) -> Sources:
        """Return the same inputs, and no doubt of who signs for the communes of which that is ``settled``, by code."""
        told = check_signatories([one for one in self.table.communes if one.insee in settled], self.campaign)
        kept = tuple(one for one in self.about_data if one not in told)
        return replace(self, about_data=kept, settled=settled)

    def with_communes(self, contents: Mapping[Path, bytes]) -> Sources:
        """Return the same inputs once the files of communes hold ``contents``; raises what ``read_sources`` does."""
        path, own = self.table.table.path, self.table.own
        own = read_overlay(own.table.path, contents[own.table.path]) if own else None
        table = read_communes(path, contents[path], own)
        files = {path.name, own.name if own else path.name}
        kept = [problem for problem in self.about_data if problem.file not in files]
        found = [*kept, *table.problems, *check_names(table), *check_together(table, self.campaign)]
        problems = _sorted(dict.fromkeys(found))  # what concerns campaign.toml is found again
        refuse_errors(problems, _WHERE)
        known = replace(self, table=table, about_data=problems)  # what others have of a commune nouvelle stays
        return known.with_signers(self.settled)


def read_sources(project: Project, contents: Mapping[Path, bytes] | None = None) -> Sources:
    """Read and check all inputs of a build; ``contents`` stand for the files of communes where they are given.

    Raises DataError with **all** problems found, warnings included, when one of them is an error.
    """
    problems: list[Problem] = []
    given = contents or {}
    own = _attempt(lambda: read_overlay(project.own_communes, given.get(project.own_communes)), problems)
    table = _attempt(lambda: read_communes(project.communes, given.get(project.communes), own), problems)
    read = _attempt(lambda: read_campaign(project.campaign), problems)
    problems += (_unread(project.communes, copy) for copy in saved_since(project.communes))
    if table is not None:
        problems += [*table.problems, *check_names(table)]
        if table.communes and not any(commune.participe for commune in table.communes):
            remedy = "écrivez « oui » dans la colonne participe d’au moins une commune"
            problems.append(Problem("error", "aucune commune ne participe", remedy, project.communes.name))
    if read is not None:
        problems += read[1]
        if table is not None and not count_errors(read[1]):
            problems += check_together(table, read[0])
    refuse_errors(_sorted(problems), _WHERE)
    if table is None or read is None:
        raise AssertionError("what cannot be read is a problem")
    campaign, unread = read[0], list[Problem]()

    def content(path: Path, most: int) -> bytes:
        try:
            return read_regular(path, most)
        except OSError as error:
            remedy = "mettez à sa place un fichier ordinaire, de quelques mégaoctets au plus, que vous pouvez lire"
            unread.append(Problem("error", f"lecture impossible ({why(error)})", remedy, path.name))
            return b""

    letters = [path if os.path.lexists(path) else None for path in (campaign.letter, campaign.reminder, campaign.cover)]
    letter, reminder, cover = (content(path, _LARGEST_LETTER) if path else None for path in letters)
    sources = Sources(
        table=table,
        campaign=campaign,
        templates={piece.kind: content(piece.template, _LARGEST_TEMPLATE) for piece in campaign.templated},
        logo=with_head(content(campaign.logo, _LARGEST_TEMPLATE)) if campaign.logo else None,
        about_data=_sorted(problems),
        letter=letter,
        reminder=reminder,
        cover=cover,
        annexes={piece.kind: content(piece.template, _LARGEST_TEMPLATE) for piece in campaign.annexes},
    )
    refuse_errors(unread, _WHERE)
    return sources


def _unread(path: Path, copy: Path) -> Problem:
    remedy = f"si vos dernières modifications y sont, reportez-les dans {path.name} ; sinon, supprimez cette copie"
    return Problem("warning", f"enregistré après {path.name}, et le programme ne le lit pas", remedy, copy.name)


def read_rows(project: Project) -> CommuneTable:
    """Return communes.csv with the campaign's own cells, as they are now. Raises DataError."""
    return read_communes(project.communes, None, read_overlay(project.own_communes))


def read_columns(project: Project) -> tuple[str, ...]:
    """Return the columns that templates may name: of communes.csv and of the campaign's own. Raises DataError."""
    own = read_overlay(project.own_communes)
    return (*read_table(project.communes, None, REQUIRED).columns, *(own.table.columns if own else ()))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0)))


def _attempt(read: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return read()
    except DataError as error:
        problems += error.problems
        return None
