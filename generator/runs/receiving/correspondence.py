"""What the prefecture answers about acts that were sent to it: whose dossier it is, and kept with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.intake.objects import THRESHOLD, closest
from generator.law.actnumbers import numbers_agree
from generator.law.acts import parse_identifier
from generator.law.answers import RECEIPT, Answer, impossible
from generator.law.authorisation import needs_own_act
from generator.register.answers import Kept, contradiction, record_answer
from generator.register.journal import today_in_france
from generator.register.originals import Source
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings
from generator.runs.receiving.known import Known
from generator.runs.report import as_plain

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
        answer: dict[str, Any] = as_plain(self.answer) | {"identifier": self.answer.identifier or None}
        del answer["siren"]
        where = {name: getattr(self, name) or None for name in ("commune", "document", "why", "conflict")}
        return {"source": self.source.name} | answer | where


class Correspondence:
    """Finds the dossiers that the prefecture's answers are about, by what is known of one project's register."""

    def __init__(self, known: Known, communes: Sequence[Commune]) -> None:
        self._known = known
        self._campaign = known.sources.campaign
        self._communes = communes

    def addressed(self, source: Source, answer: Answer, parcel: Source | None) -> Addressed:
        """Return an answer with the document whose act it is about."""
        commune = next((one for one in self._communes if one.siren == answer.siren), None)
        identifier = parse_identifier(answer.identifier)
        document, why = "", ""
        if wrong := impossible(answer, today_in_france()):
            why = f"{wrong} : demandez à la mairie le fichier d’origine"
        elif identifier and identifier.nature != _DELIBERATION:
            why = f"il porte sur un acte de nature {identifier.nature}, et non sur une délibération"
        else:
            document = self._known.named(answer) or (self._document(commune, answer) if commune else "")
            why = "" if document else self._unknown(commune, answer)
        target = next((one for one in self._known.standings.documents if one.number == document), None)
        act = target.act if target else None
        return Addressed(
            answer,
            source,
            parcel,
            commune.nom if commune else "",
            document,
            why,
            awaits_its_act=bool(document) and act is None and answer.code == RECEIPT,
            conflict=contradiction(act, answer),
            signed=target is not None and target.state == "signed",
            kept=answer in self._known.answers(document),
        )

    def record(self, addressed: Addressed, *, replace: bool) -> Kept:
        """Keep an answer, and complete its act by it. Raises RefusedError, RegisterError."""
        with self._known.recording(addressed.document) as connection:
            return record_answer(
                connection,
                self._known.project.register,
                addressed.document,
                addressed.answer,
                addressed.source,
                addressed.parcel,
                replace=replace,
            )

    def _document(self, commune: Commune, answer: Answer) -> str:
        """Return the document of a commune whose act has an answer's day and number, else the one that waits for it."""
        for one in self._known.standings.of(commune.insee):
            act = one.act.act if one.act else None
            if act and act.decided_on == answer.decided_on and numbers_agree(act.number, answer.number):
                return one.number
        titles = self._campaign.convention.titre, self._campaign.convention.objet
        ours = closest(answer.object, titles) >= THRESHOLD
        target = target_of(self._known.sources, self._known.standings, answer.object, commune) if ours else None
        return target.number if target and target.act is None else ""

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
