"""What templates can name of the municipal council: its deliberation once recorded, and what the law asks of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.inputs.communes import Commune
from generator.language.typography import quoted
from generator.law.acts import Act, executory_on
from generator.law.authorisation import avenants_authorised
from generator.law.signatories import Person, needs_designation
from generator.law.sittings import LOCAL_LAW, convocation_delay, publishes_online


@dataclass(frozen=True, slots=True)
class CouncilDeliberation:
    """The municipal council's deliberation, as templates see it once it is recorded.

    ``avenants_inconnus`` tells that nobody ever read whether it authorises avenants, ``retiree`` that it was withdrawn,
    or annulled, after the signature that it authorised.
    """

    numero: str
    date: datetime.date
    transmise_le: datetime.date | None
    publiee_le: datetime.date | None
    executoire_le: datetime.date | None
    autorise_avenants: bool
    avenants_autorises: str
    avenants_inconnus: bool
    retiree: bool = False

    @classmethod
    def of(cls, act: Act, *, revoked: bool = False) -> CouncilDeliberation:
        """Return what templates may say of a recorded act; raises ValueError for one without its date."""
        if act.decided_on is None:
            raise ValueError("un acte enregistré a toujours sa date")
        return cls(
            act.number,
            act.decided_on,
            act.transmitted_on,
            act.published_on,
            executory_on(act),
            act.authorises_avenants is True,
            quoted(said := avenants_authorised(act)),
            act.authorises_avenants is None and not said,
            revoked,
        )


@dataclass(frozen=True, slots=True)
class Council:
    """What the law asks of the municipal council for this act, as templates see it.

    ``a_designer``: it must designate who represents the commune, whose mayor the act would set against themselves.
    ``droit_local``: it lies in Moselle, Bas-Rhin or Haut-Rhin, where other articles stand in the place of some.
    """

    delai_convocation: int
    note_de_synthese: bool
    publication_electronique: bool
    a_designer: bool
    droit_local: bool

    @classmethod
    def of(cls, commune: Commune, representative: Person) -> Council:
        """Return what is asked of the council of a commune, with whom ``representative`` signs for the EPCI."""
        return cls(
            convocation_delay(commune.council_population),
            commune.note_de_synthese,
            publishes_online(commune.population_totale or commune.population_municipale),
            needs_designation(commune.maire, representative),
            commune.insee.startswith(LOCAL_LAW),
        )
