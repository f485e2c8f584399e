"""What a new convention is asked: what, with whom, until when, who signs, for which communes, planning or not."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.csvtext import csv_text
from generator.errors import UsageError
from generator.inputs.communerows import read_communes
from generator.inputs.communes import find_commune
from generator.inputs.epci import bare_number
from generator.inputs.kinds import PLANNING
from generator.inputs.tomledit import as_toml, without_tables
from generator.runs.campaigns.clauses import USUAL

#: What can be said of the EPCI and of its signatory, as campaign.toml calls it, and how a form does.
EPCI = {"nom": "Nom complet de l’EPCI", "nom_court": "Nom court", "sigle": "Sigle", "siren": "SIREN", "siege": "Siège"}
SIGNATORY = {"civilite": "Civilité", "prenom": "Prénom", "nom": "Nom", "titre": "Titre"}
#: What holds for one EPCI and for no other, in campaign.toml.
_OF_ONE_EPCI = (
    *(f"epci.{key}" for key in EPCI),
    *(f"epci.president.{key}" for key in SIGNATORY),
    "epci.deliberation.organe",
    "convention.fait_a",
)
#: The months of notice of a renewed convention, when nobody says.
NOTICE = 2
_RENEWAL = """# La reconduction tacite : la convention continue par périodes de duree_mois, sauf dénonciation reçue par
# l’autre partie au plus tard preavis_mois avant le terme. maximum = 3 limiterait le nombre des reconductions.
[convention.reconduction]
duree_mois = {renewal}
preavis_mois = {notice}

"""
_IS_PLANNING = f'type = "{PLANNING}"'
#: Before what comment of the starter's campaign.toml that section stands.
_AFTER_CONVENTION = "# Un numéro donné"


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known when a convention begins; the rest is left to write, or is as the project's campaigns have it.

    ``epci`` and ``signatory`` have the keys of ``EPCI`` and ``SIGNATORY``; ``renewal`` and ``notice`` are months, 0 for
    none. ``act`` is the deliberation that authorises to sign. ``communes`` are named as on a command line, all when
    none is. ``articles`` are names of ``clauses.OFFERED``.
    """

    title: str = ""
    purpose: str = ""
    epci: Mapping[str, str] = field(default_factory=dict)
    term: datetime.date | None = None
    renewal: int = 0
    notice: int = NOTICE
    signatory: Mapping[str, str] = field(default_factory=dict)
    act: str = ""
    act_on: datetime.date | None = None
    communes: tuple[str, ...] = ()
    planning: bool = True
    articles: tuple[str, ...] = USUAL

    @property
    def named(self) -> Mapping[str, str]:
        """What they say of campaign.toml, as TOML, by dotted key."""
        said = {f"epci.{key}": value for key, value in self.epci.items()}
        said |= {f"epci.president.{key}": value for key, value in self.signatory.items()}
        said |= {"convention.titre": self.title, "convention.objet": self.purpose}
        said["epci.deliberation.numero"] = bare_number(self.act)
        days = {"convention.terme": self.term, "epci.deliberation.date": self.act_on}
        texts = {key: as_toml(" ".join(value.split())) for key, value in said.items() if value.strip()}
        return texts | {key: as_toml(day) for key, day in days.items() if day}

    def unsaid(self, known: str) -> Mapping[str, str]:
        """Return what is left to write of campaign.toml, as TOML, by dotted key, unless the EPCI is the ``known``.

        What nobody said of it would hold for the other, or for the starter's when none is known: its seat, its
        President, the place of signature, and the reference, which bears its ``sigle``.
        """
        if known and self.epci.get("nom", "").strip() in ("", known):
            return {}
        keys = _OF_ONE_EPCI if self.epci.get("sigle", "").strip() else (*_OF_ONE_EPCI, "convention.reference")
        return dict.fromkeys(keys, as_toml("à compléter"))

    def refuse(self, today: datetime.date) -> None:
        """Raise UsageError for what cannot hold together."""
        for keys, known in ((self.epci, EPCI), (self.signatory, SIGNATORY)):
            for key in keys:
                if key not in known:
                    raise UsageError(f"{key} : ce réglage n’existe pas ; choisissez parmi {', '.join(known)}.")
        if wrong := self.wrong(today):
            raise UsageError(" ".join(wrong.values()))

    def wrong(self, today: datetime.date) -> Mapping[str, str]:
        """Return what cannot hold of the days and the months, by the field that says it."""
        found = {}
        if self.term and self.term <= today:
            found["term"] = f"Le terme, {self.term:%d/%m/%Y}, est déjà passé ; donnez un jour à venir."
        if self.act_on and self.act_on > today:
            found["act_on"] = f"La délibération, {self.act_on:%d/%m/%Y}, n’est pas encore prise ; corrigez sa date."
        if self.renewal and not 0 < self.notice < self.renewal:
            found["notice"] = "Le préavis d’une reconduction est d’un mois au moins, et plus court que la période."
        return found

    def laid_out(self, text: str) -> str:
        """Return the starter's campaign.toml with the sections that they ask for."""
        if not self.planning:
            text = without_tables(
                text,
                {
                    "planning": None,
                    "planning.mediateurs": None,
                    "avenant": None,
                    "pack.pieces": _IS_PLANNING,
                    "avenant.pieces": _IS_PLANNING,
                },
            )
        if self.renewal:
            clause = _RENEWAL.format(renewal=self.renewal, notice=self.notice)
            text = text.replace(f"\n{_AFTER_CONVENTION}", f"\n{clause}{_AFTER_CONVENTION}", 1)
        return text

    def own_communes(self, register: Path) -> bytes | None:
        """Return the campaign's own communes.csv: the others of the register take no part; None when all do.

        Raises DataError, UsageError for a commune that is not there.
        """
        if not self.communes:
            return None
        known = read_communes(register).communes
        taken = {find_commune(name, known).insee for name in self.communes}
        rows = [(one.insee, one.nom, "oui" if one.insee in taken else "non") for one in known]
        return csv_text([("insee", "nom", "participe"), *rows]).encode("utf-8-sig")
