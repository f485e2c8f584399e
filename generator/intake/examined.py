"""A deliberation that was read, as the rules of law know it: the council's sitting, and the act."""

from __future__ import annotations

import datetime
from typing import TypeVar

from generator.inputs.communes import Commune
from generator.intake.fields import ReadDeliberation
from generator.law.acts import Act
from generator.law.sittings import LOCAL_LAW, OWN_SEATS, Proxy, Sitting

Kind = TypeVar("Kind", int, str, datetime.date)


def sitting_of(deliberation: ReadDeliberation, commune: Commune | None) -> Sitting:
    """Return the sitting that a deliberation tells of; what is missing, or was not understood, is None or empty.

    Doubtful values are used as they are: whoever reads the findings sees the doubts beside them.
    """

    def count(name: str) -> int | None:
        value = _value(deliberation, name, int)
        return None if isinstance(value, bool) else value

    def names(name: str) -> tuple[str, ...]:
        value = deliberation.fields[name].value
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()

    given = deliberation.fields["pouvoirs"].value
    unanimous = deliberation.fields["unanimite"].value
    return Sitting(
        population=commune.council_population if commune else None,
        held_on=_value(deliberation, "seance_date", datetime.date),
        convened_on=_value(deliberation, "convocation_date", datetime.date),
        posted_on=_value(deliberation, "affichage_date", datetime.date),
        urgent=deliberation.fields["urgence"].value is True,
        second_convocation=deliberation.fields["seconde_convocation"].value is True,
        in_office=count("en_exercice"),
        present=count("presents"),
        voting=count("votants"),
        present_names=names("noms_presents"),
        proxies=tuple(item for item in given if isinstance(item, Proxy)) if isinstance(given, tuple) else (),
        absent_names=names("noms_absents"),
        president=_value(deliberation, "preside_par", str) or "",
        mayor=f"{commune.prenom_maire} {commune.nom_maire}" if commune else "",
        secretary=_value(deliberation, "secretaire", str) or "",
        signatories=names("signataires"),
        votes_for=count("pour"),
        votes_against=count("contre"),
        abstentions=count("abstentions"),
        not_voting=count("ne_prennent_pas_part") or len(names("sans_part")) or None,
        aside_names=names("sans_part"),
        secret_ballot=deliberation.fields["scrutin_secret"].value is True,
        unanimous=unanimous if isinstance(unanimous, bool) else None,
        local_law=commune is not None and commune.insee.startswith(LOCAL_LAW),
        own_seats=commune is not None and commune.insee in OWN_SEATS,
    )


def act_of(deliberation: ReadDeliberation, commune: Commune | None) -> Act:
    """Return the act that a deliberation is, of the commune whose SIREN it bears; what is missing is None or empty.

    What it was not read to authorise it does not authorise: False, since it was looked for.
    """
    return Act(
        siren=commune.siren if commune else "",
        number=_value(deliberation, "numero", str) or "",
        decided_on=_value(deliberation, "seance_date", datetime.date),
        object=_value(deliberation, "objet", str) or "",
        sent_on=_value(deliberation, "envoye_le", datetime.date),
        received_on=_value(deliberation, "recu_le", datetime.date),
        published_on=_value(deliberation, "publie_le", datetime.date),
        identifier=_value(deliberation, "identifiant", str) or "",
        operative=_value(deliberation, "dispositif", str) or "",
        authorises_signature=deliberation.fields["autorise_signature"].value is True,
        authorises_avenants=deliberation.fields["autorise_avenants"].value is True,
        designated=_value(deliberation, "designe", str) or "",
    )


def _value(deliberation: ReadDeliberation, name: str, kind: type[Kind]) -> Kind | None:
    value = deliberation.fields[name].value
    return value if isinstance(value, kind) else None
