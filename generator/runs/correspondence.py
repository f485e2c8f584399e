"""What the prefecture answers about acts that were sent to it: whose dossier it is, and kept with it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.intake.objects import THRESHOLD, likeness
from generator.law.actnumbers import numbers_agree
from generator.law.acts import parse_identifier
from generator.law.answers import RECEIPT, Answer, impossible
from generator.law.authorisation import needs_own_act
from generator.project import Project
from generator.register.answers import Kept, act_named, answers_of, contradiction, record_answer
from generator.register.database import open_register
from generator.register.deliberations import current_acts
from generator.register.journal import today_in_france
from generator.register.originals import Source
from generator.register.standings import AvenantStanding, Standing, Standings

#: An object that speaks of an avenant, with its rank when it says it.
_AVENANT = re.compile(r"\bavenant\b(?:\s*n\s*[°o*]?\s*(?P<rank>[0-9]+))?", re.IGNORECASE)
_DELIBERATION = "DE"


@dataclass(frozen=True, slots=True)
class Addressed:
    """An answer of the prefecture with the document whose act it is about; ``why`` says why there is none.

    ``awaits_its_act`` tells that it is a receipt whose act is not recorded yet, ``signed`` that the document is signed;
    ``conflict`` says in what the register says something else; ``kept`` that it keeps this answer already.
    """

    answer: Answer
    source: Source
    parcel: Source | None
    commune: str
    document: str
    why: str
    awaits_its_act: bool
    conflict: str
    signed: bool = False
    kept: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what it says, and the document that it is about."""
        answer = self.answer
        return {
            "source": self.source.name,
            "code": answer.code,
            "identifier": answer.identifier or None,
            "number": answer.number,
            "decided_on": answer.decided_on.isoformat() if answer.decided_on else None,
            "answered_on": answer.answered_on.isoformat(),
            "object": answer.object,
            "matter": answer.matter,
            "detail": answer.detail,
            "commune": self.commune or None,
            "document": self.document or None,
            "why": self.why or None,
            "conflict": self.conflict or None,
        }


class Correspondence:
    """Finds the dossiers that the prefecture's answers are about, in one project's register as it is at each call."""

    def __init__(self, project: Project, sources: Sources, standings: Standings, communes: Sequence[Commune]) -> None:
        self._register = project.register
        self._sources = sources
        self._campaign = sources.campaign
        self._standings = standings
        self._communes = communes

    def addressed(self, source: Source, answer: Answer, parcel: Source | None) -> Addressed:
        """Return an answer with the document whose act it is about. Raises RegisterError."""
        commune = next((one for one in self._communes if one.siren == answer.siren), None)
        identifier = parse_identifier(answer.identifier)
        with open_register(self._register) as connection:
            document, why = "", ""
            if wrong := impossible(answer, today_in_france()):
                why = f"{wrong} : demandez à la mairie le fichier d’origine"
            elif identifier and identifier.nature != _DELIBERATION:
                why = f"il porte sur un acte de nature {identifier.nature}, et non sur une délibération"
            else:
                document = act_named(connection, self._campaign.name, answer)
                document = document or (self._document(connection, commune, answer) if commune else "")
                why = "" if document else self._unknown(commune, answer)
            act = current_acts(connection, self._campaign.name).get(document)
            kept = answer in answers_of(connection, document)
        conflict = contradiction(act, answer)
        name = commune.nom if commune else ""
        awaits = bool(document) and act is None and answer.code == RECEIPT
        signed = document in self._standings.signed
        return Addressed(answer, source, parcel, name, document, why, awaits, conflict, signed, kept)

    def record(self, addressed: Addressed, *, replace: bool) -> Kept:
        """Keep an answer, and complete its act by it. Raises RefusedError, RegisterError."""
        with open_register(self._register, writing=True) as connection:
            return record_answer(
                connection,
                self._register,
                addressed.document,
                addressed.answer,
                addressed.source,
                addressed.parcel,
                replace=replace,
            )

    def _document(self, connection: sqlite3.Connection, commune: Commune, answer: Answer) -> str:
        """Return the document of a commune whose act has an answer's day and number, else the one that waits for it."""
        acts = current_acts(connection, self._campaign.name)
        for one in self._standings.documents:
            act = acts[one.number].act if one.number in acts and one.insee == commune.insee else None
            if act and act.decided_on == answer.decided_on and numbers_agree(act.number, answer.number):
                return one.number
        convention = self._campaign.convention
        ours = any(likeness(answer.object, title) >= THRESHOLD for title in (convention.titre, convention.objet))
        target = target_of(self._sources, self._standings, answer.object, commune) if ours else None
        return target.number if target and target.number not in acts else ""

    def _unknown(self, commune: Commune | None, answer: Answer) -> str:
        """Say why no document was found for an answer, and what to do."""
        if answer.siren and answer.siren == self._campaign.epci.siren:
            return "il porte sur un acte de l’EPCI, dont les dates s’écrivent dans campaign.toml ([epci.deliberation])"
        if commune is None:
            told = f"aucune commune n’a le SIREN {answer.siren} dans communes.csv"
            return told if answer.siren else "il ne dit pas de quelle commune est l’acte"
        return (
            f"aucune délibération de ce numéro n’est enregistrée pour {commune.nom} ; enregistrez-la, puis donnez de "
            "nouveau ce fichier"
        )


def target_of(
    sources: Sources, standings: Standings, subject: str, commune: Commune, text: str = ""
) -> Standing | None:
    """Return the document that a deliberation authorises, told by its object: the convention, or an avenant.

    An avenant is known by its rank, or it is the one that waits for a deliberation. A commune nouvelle may hold
    several conventions: the one is meant whose number, or that of its avenant, the ``text`` of the act bears.
    """
    written = _AVENANT.search(subject)
    if written is None:
        return standings.convention(commune.insee)
    goes_on = [one.insee for one in sources.successors if one.code == commune.insee]
    waiting = [one for insee in (commune.insee, *goes_on) for one in _voted(standings, insee)]
    named = [one for one in waiting if written["rank"] and one.rank == int(written["rank"])]
    waiting = named or [one for one in waiting if one.state != "signed" and not written["rank"]]
    if len({one.insee for one in waiting}) > 1:
        waiting = [one for one in waiting if one.number in text or one.record.convention in text]
    return waiting[0] if waiting else None


def _voted(standings: Standings, insee: str) -> list[AvenantStanding]:
    """Return the avenants of a convention on which the council votes."""
    convention = standings.convention(insee)
    basis = convention.deliberation if convention else None
    own = standings.avenants(insee)
    return [one for one in own if needs_own_act(financial=one.financial, convention=basis)]
