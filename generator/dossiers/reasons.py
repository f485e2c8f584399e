"""Why a document is made again, in words a clerk understands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.records import DocumentRecord, Inputs, is_printed
from generator.language.dates import date_longue
from generator.register.recordedacts import LABELS

_SHOWN = 3
#: The type of a document in a list of the campaign: « pieces.2.kind ».
_OF_LIST = re.compile(r".+\.[0-9]+\.kind")
#: Any value of a document in such a list: « pieces.2.titre », « pieces.2.communes.1 ».
_LISTED = re.compile(r"(?P<table>(?P<list>.+?)\.[0-9]+)\.(?P<field>.+)")
#: A person who signs for the EPCI, in such a list: « epci.representants.1.nom ».
_PERSON = re.compile(r"(?P<table>epci\.representants\.[0-9]+)\.nom")
#: The settings that a convention says to whoever votes on it.
_CLAUSES = ("convention.terme", "convention.titre", "convention.objet", "convention.reconduction.")
#: How an empty value is told, and how the inputs of a build write one that is not there.
BLANK, ABSENT = "(vide)", "None"
_SHOWN_AS = {"": BLANK, ABSENT: BLANK, "True": "oui", "False": "non"}


@dataclass(frozen=True, slots=True)
class Change:
    """A value that changed, under the name by which it is told."""

    label: str
    old: str
    new: str

    def __str__(self) -> str:
        """Return « nom_maire : RYCKELYNCK → MAYEUX »."""
        old, new = (_SHOWN_AS.get(value, value) for value in (self.old, self.new))
        return f"{self.label} : {old} → {new}"

    @property
    def real(self) -> bool:
        """Tell whether the values differ; one that is empty and one that is not there are the same."""
        return self.old != self.new and not {self.old, self.new} <= {"", ABSENT}


def explain(
    planned: PlannedDocument,
    record: DocumentRecord | None,
    before: Inputs,
    now: Inputs,
    columns: frozenset[str],
    *,
    returns: bool = False,
) -> str:
    """Return what changed in the inputs of a document since it was made; « nouveau » when it never was.

    ``columns`` are those of communes.csv that the document reads: a change of another one is no reason, and is
    told only when nothing else changed. ``returns`` tells that its commune left the campaign and is back.
    """
    if record is None:
        return "revient dans la campagne" if returns else "nouveau"
    if planned.period:
        return "évaluation ou présentation modifiée"
    if planned.piece.annexe and before.templates.get(planned.kind) != now.templates.get(planned.kind):
        return "annexe modifiée"
    insee = planned.insee
    was = before.communes.get(insee, {})
    row = _changes(was, now.communes.get(insee, was))  # a commune that left still has what follows its signature
    reasons = [str(change) for change in row if change.label in columns]
    reasons += _deliberation(before.acts.get(insee, {}), now.acts.get(insee, {}))
    contents = before.avenants.get(planned.number, {}), now.avenants.get(planned.number, {})
    reasons += [_content(change) for change in _changes(*contents)]
    settings = [change for change in _campaign(before.campaign, now.campaign) if is_printed(change.label)]
    reasons += [f"campaign.toml, {change}" for change in settings]
    reasons += [
        f"{'logo' if name == 'logo' else 'modèle'} modifié"
        for name in (planned.piece.model, "logo")
        if before.templates.get(name) != now.templates.get(name)
    ]
    if before.program != now.program:
        reasons.append("nouvelle version du programme")
    reasons = reasons or [str(change) for change in row]
    return shorten(reasons) or "données modifiées depuis la dernière fabrication"


def of_the_draft(before: Inputs, now: Inputs, models: Collection[str]) -> list[str]:
    """Return what changed in the clauses of the draft on which a council votes: what the campaign and ``models`` say.

    Who signs, and the day of an act, are no clauses.
    """
    if not before.campaign:
        return []
    changes = _changes(before.campaign, now.campaign)
    told = [f"campaign.toml, {change}" for change in changes if change.label.startswith(_CLAUSES)]
    return told + [
        f"modèle modifié ({name})" for name in models if before.templates.get(name) != now.templates.get(name)
    ]


def shorten(reasons: list[str], others: str = "autres changements") -> str:
    """Return a short list of reasons, or of what is ``others`` than those, in one line."""
    more = f" et {len(reasons) - _SHOWN} {others}" if len(reasons) > _SHOWN + 1 else ""
    return " ; ".join(reasons[: _SHOWN if more else None]) + more


def _campaign(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """Yield what changed in the campaign; a document that was added or left is one change, under its type."""
    changes = _changes(_by_kind(before), _by_kind(now))
    listed = {change.label.removesuffix(".kind") for change in changes if change.label.endswith(".kind")}
    for change in changes:
        table, _, field = change.label.rpartition(".")
        if field == "kind":
            yield replace(change, label=table.rpartition(".")[0] or table)
        elif not any(change.label.startswith(f"{one}.") for one in listed):
            yield change


def _by_kind(campaign: Mapping[str, str]) -> dict[str, str]:
    """Return the campaign's values with each document under its type: its place shifts when another one is added.

    Representatives of the EPCI are so under their names, each as if it were its type; who is there twice has a rank.
    """
    kinds = {name.removesuffix(".kind"): kind for name, kind in campaign.items() if _OF_LIST.fullmatch(name)}
    people = {
        found["table"]: f"{campaign.get(found['table'] + '.prenom', '')} {value}".strip()
        for name, value in campaign.items()
        if (found := _PERSON.fullmatch(name))
    }
    alone = {table: name for table, name in people.items() if [*people.values()].count(name) == 1}
    kinds |= {table: name.replace(".", "") for table, name in alone.items()}
    named = {f"epci.representants.{kinds[table]}.kind": name for table, name in alone.items()}
    for name, value in campaign.items():
        found = _LISTED.match(name)
        if found and found["table"] in kinds:
            name = f"{found['list']}.{kinds[found['table']]}.{found['field']}"
        named[name] = value
    return named


def _deliberation(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Say that the deliberation came back, or in what it was replaced."""
    if not before and now:
        day = date_longue(datetime.date.fromisoformat(now["decided_on"]))
        return [f"délibération n° {now['number']} du {day} enregistrée"]
    changes = _changes(before, now)
    return [f"délibération, {replace(change, label=LABELS.get(change.label, change.label))}" for change in changes]


def _content(change: Change) -> str:
    """Say what changed in an avenant: in the evaluation that it tells of, or in what it does."""
    where = "évaluation" if "figures." in change.label else "avenant"
    return f"{where}, {replace(change, label=_own_name(change.label))}"


def _own_name(name: str) -> str:
    """Return the name of a part of an avenant's content, without that of the group it is kept in."""
    return name.removeprefix(".").removeprefix("figures.").removeprefix("slot.")


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    names = [*now, *(name for name in before if name not in now)]
    changes = [Change(name, before.get(name, ""), now.get(name, "")) for name in names]
    return [change for change in changes if change.real]
