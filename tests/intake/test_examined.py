"""What was read becomes what the rules of law examine."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.intake.examined import act_of, sitting_of
from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.recognition import recognise
from generator.law.acts import Act
from generator.law.sittings import Proxy, Sitting
from generator.papers.received import SourceText
from tests.intake import layouts


def test_the_real_act_as_the_law_knows_it() -> None:
    """Haveluy's sitting of 2 April 2025, with the population that fixes its delays, and its act."""
    text = layouts.layout(layouts.REAL).text
    (deliberation,) = recognise(SourceText("a", b"", "text", (text,), {}, frozenset()), layouts.communes())
    commune = next(commune for commune in layouts.communes() if commune.insee == "59292")
    sitting, act = sitting_of(deliberation, commune), act_of(deliberation, commune)
    assert (sitting.population, sitting.in_office, sitting.present, sitting.voting) == (3174, 21, 14, 20)
    assert (sitting.held_on, sitting.convened_on) == (datetime.date(2025, 4, 2), datetime.date(2025, 3, 27))
    assert Proxy("PERNAK C.", "LEBBADER D.") in sitting.proxies
    assert (sitting.votes_for, sitting.votes_against, sitting.abstentions, sitting.unanimous) == (20, 0, 0, True)
    assert (act.siren, act.number, act.received_on) == ("215902925", "2025-02-10", datetime.date(2025, 4, 7))


def test_the_code_of_the_commune_tells_which_law_holds() -> None:
    """The local law in Moselle, Bas-Rhin and Haut-Rhin; seats of their own in Paris, Lyon and Marseille."""
    read, commune = ReadDeliberation("a", dict.fromkeys(FIELDS, Field())), layouts.communes()[0]
    found = {}
    for insee in ("59292", "69123", "67482", "69029"):
        sitting = sitting_of(read, replace(commune, insee=insee))
        found[insee] = sitting.local_law, sitting.own_seats
    assert found == {"59292": (False, False), "69123": (False, True), "67482": (True, False), "69029": (False, False)}


def test_what_is_missing_or_not_understood_is_unknown() -> None:
    """A date kept as the text that was not understood is no date."""
    nothing = dict.fromkeys(FIELDS, Field())
    fields = nothing | {"seance_date": Field("le deux", "doubtful"), "urgence": Field(True, "certain")}
    assert sitting_of(ReadDeliberation("a", fields), None) == Sitting(urgent=True)
    authorises_nothing = Act("", "", authorises_signature=False, authorises_avenants=False)
    assert act_of(ReadDeliberation("a", nothing), None) == authorises_nothing


def test_who_takes_no_part_by_name_is_counted() -> None:
    """« M. LEROY et Mme DUBOIS se retirent »: the act has said what a lower number of voters comes from."""
    fields = dict.fromkeys(FIELDS, Field()) | {"sans_part": Field(("LEROY", "DUBOIS"), "certain")}
    assert sitting_of(ReadDeliberation("a", fields), None).not_voting == 2
    said = fields | {"ne_prennent_pas_part": Field(3, "certain")}
    assert sitting_of(ReadDeliberation("a", said), None).not_voting == 3
