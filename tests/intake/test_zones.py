"""The zones of our own draft are read as clerks complete them."""

from __future__ import annotations

import datetime

from generator.intake.fields import FIELDS, as_text
from generator.intake.zones import READERS, zones
from generator.law.sittings import Proxy
from generator.papers.received import SourceText
from tests.cases import cases


def completed(controls: dict[str, str], placeholders: tuple[str, ...] = ()) -> SourceText:
    """Return our draft with these zones completed."""
    return SourceText("acte.docx", b"", "docx", ("",), controls, frozenset(placeholders))


@cases(
    "tag, written, name, value",
    ("seance.date", "mercredi 2 avril 2025", "seance_date", datetime.date(2025, 4, 2)),
    ("seance.date", "2/4/25", "seance_date", datetime.date(2025, 4, 2)),
    ("seance.heure", "18 heures 30", "heure", "18:30"),
    ("seance.presents", "vingt", "presents", 20),
    ("seance.votants", "20 (vingt)", "votants", 20),
    ("seance.noms_absents", "néant", "noms_absents", ()),
    ("seance.noms_absents", "M. Pascal JEAN, Mme Carole LELEU", "noms_absents", ("Pascal JEAN", "Carole LELEU")),
    ("seance.pouvoirs", "Néant", "pouvoirs", ()),
    ("seance.pouvoirs", "M. Pascal JEAN à Mme Carole LELEU", "pouvoirs", (Proxy("Pascal JEAN", "Carole LELEU"),)),
    (
        *("seance.pouvoirs", "Pascal JEAN donne pouvoir à (Carole LELEU)", "pouvoirs"),
        (Proxy("Pascal JEAN", "Carole LELEU"),),
    ),
    ("vote.resultat", "la majorité", "unanimite", False),
    ("seance.president", "Madame Carole LELEU, 1re adjointe", "preside_par", "Carole LELEU"),
    ("seance.secretaire", "M. Paul MAIRE (conseiller délégué)", "secretaire", "Paul MAIRE"),
    ("deliberation.numero", " 2025-02-10 ", "numero", "2025-02-10"),
)
def test_a_zone_is_understood(tag: str, written: str, name: str, value: object) -> None:
    """Dates, hours, numbers and lists in the ways that people write them: certain."""
    field = zones(completed({tag: written}))[name]
    assert (field.value, field.confidence) == (value, "certain")


@cases(
    "tag, written, name",
    ("seance.date", "mercredi prochain", "seance_date"),
    ("seance.date", "2 avrll 2025", "seance_date"),
    ("seance.date", "31/02/2025", "seance_date"),
    ("seance.heure", "en soirée", "heure"),
    ("seance.presents", "une quinzaine", "presents"),
    ("seance.pouvoirs", "voir annexe jointe", "pouvoirs"),
    ("seance.pouvoirs", "Pascal JEAN donne pouvoir à (nom)", "pouvoirs"),
    ("vote.resultat", "approuvé", "unanimite"),
)
def test_what_is_not_understood_is_kept_and_doubtful(tag: str, written: str, name: str) -> None:
    """The text of the zone stays for a person to read."""
    field = zones(completed({tag: written}))[name]
    assert (field.value, field.confidence, field.read) == (written, "doubtful", written)


def test_a_zone_left_to_complete_is_missing() -> None:
    """A placeholder is no value, whatever the text around it says."""
    assert zones(completed({}, ("seance.date",)))["seance_date"].confidence == "missing"


def test_a_date_in_words_that_differs_is_told() -> None:
    """The date in words and the date in figures are compared."""
    agreeing = {"seance.date": "2 avril 2025", "seance.date_lettres": "deux mille vingt-cinq, le deux avril"}
    assert zones(completed(agreeing))["seance_date"].confidence == "certain"
    differing = agreeing | {"seance.date_lettres": "deux mille vingt-cinq, le trois avril"}
    assert zones(completed(differing))["seance_date"].confidence == "doubtful"


def test_every_field_that_a_person_can_correct_has_a_reader() -> None:
    """All but the commune, which is looked for in the list."""
    assert set(READERS) == set(FIELDS) - {"commune"}


def test_the_optional_zones_of_the_sitting_are_read() -> None:
    """Who presided, how the council was convened, who took no part and whom it designates; left alone, nothing."""
    tags = ("seance.president", "seance.mention", "vote.ne_prennent_pas_part", "designation.representant")
    written = ("Mme Carole LELEU", "Convoqué en urgence", "M. Pascal JEAN", "M. Bruno LEJEUNE, adjoint")
    read = zones(SourceText("a.docx", b"", "docx", ("",), dict(zip(tags, written, strict=True)), frozenset()))
    assert read["preside_par"].value == "Carole LELEU"
    assert (read["urgence"].value, read["seconde_convocation"].value) == (True, None)
    assert (read["sans_part"].value, read["ne_prennent_pas_part"].value) == (("Pascal JEAN",), 1)
    assert read["designe"].value == "M. Bruno LEJEUNE, adjoint"
    untouched = zones(SourceText("a.docx", b"", "docx", ("",), {}, frozenset(tags)))
    assert all(field.value is None for field in untouched.values())


@cases("written", "Bruno LEJEUNE, adjoint", "Madame LELEU", "l’adjointe aux finances")
def test_whom_the_council_designates_is_to_be_named_as_the_act_prints_it(written: str) -> None:
    """Without civility, given name and surname it is doubtful, and a person who corrects it is asked again."""
    source = SourceText("a.docx", b"", "docx", ("",), {"designation.representant": written}, frozenset())
    field = zones(source)["designe"]
    assert (field.confidence, field.value) == ("doubtful", written)
    assert READERS["designe"](written) is None


def test_a_mandate_whose_holder_is_not_named_is_written_as_it_is_shown() -> None:
    """« X donne pouvoir à … »: who corrects another mandate need not invent a name; a zone left so is doubtful."""
    mandates = (Proxy("Pascal JEAN", ""), Proxy("Bruno LEJEUNE", "Carole LELEU"))
    shown = as_text(mandates)
    assert shown == "Pascal JEAN donne pouvoir à … ; Bruno LEJEUNE donne pouvoir à Carole LELEU"
    assert READERS["pouvoirs"](shown) == mandates
    assert READERS["pouvoirs"]("Pascal JEAN donne pouvoir à") is None
    told = zones(completed({"seance.pouvoirs": shown}))["pouvoirs"]
    assert (told.value, told.confidence) == (mandates, "doubtful")
