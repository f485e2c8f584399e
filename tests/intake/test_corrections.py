"""Fields that a person corrects, and those that are read again because of them."""

from __future__ import annotations

from generator.intake.corrections import correct
from generator.intake.fields import ReadDeliberation
from tests.cases import cases
from tests.intake import layouts
from tests.intake.minutes import read

_ACT = """COMMUNE D’HAVELUY
Séance du 3 juin 2025
Objet : {subject}
Le conseil municipal, après en avoir délibéré, à l’unanimité,
{words}
Fait et délibéré les jour, mois et an que dessus.
"""
CONVENTION, AMENDED = "Convention de médiation numérique", "Avenant n° 1 à la convention de médiation numérique"
SIGNS = "AUTORISE Monsieur le Maire à signer la convention et ses avenants."


def _corrected(words: str, subject: str, **values: str) -> ReadDeliberation:
    (deliberation,) = read(_ACT.format(subject=subject, words=words))
    return correct(deliberation, values, layouts.communes())


def _authorised(deliberation: ReadDeliberation) -> list[tuple[object, str]]:
    fields = (deliberation.fields[name] for name in ("autorise_signature", "autorise_avenants"))
    return [(field.value, field.confidence) for field in fields]


@cases(
    "words, written, authorised",
    ("PREND ACTE du projet.", SIGNS, [(True, "certain"), (True, "certain")]),
    (SIGNS, "DÉCIDE d’ajourner ce point.", [(False, "certain"), (False, "certain")]),
    (SIGNS, f"Sous réserve d’un avis, {SIGNS}", [(True, "doubtful"), (True, "doubtful")]),
    (SIGNS, SIGNS.replace(" et ses avenants", ""), [(True, "certain"), (False, "certain")]),
    (SIGNS, "", [(None, "missing"), (None, "missing")]),
)
def test_what_a_decision_authorises_is_read_again_when_it_is_corrected(
    words: str, written: str, authorised: list[tuple[object, str]]
) -> None:
    """Its words are all that tells it."""
    assert _authorised(_corrected(words, CONVENTION, dispositif=written)) == authorised


def test_what_a_person_wrote_of_an_authorisation_stays() -> None:
    """In the same step or before."""
    assert _authorised(_corrected(SIGNS, CONVENTION, dispositif="AJOURNE.", autorise_signature="oui"))[0] == (
        True,
        "certain",
    )
    told = _corrected("AJOURNE.", CONVENTION, autorise_avenants="oui")
    again = correct(told, {"dispositif": SIGNS.replace(" et ses avenants", "")}, layouts.communes())
    assert _authorised(again) == [(True, "certain"), (True, "certain")]


def test_an_object_that_is_corrected_tells_which_paper_may_be_signed() -> None:
    """The convention is not its avenant; words that are the same but for their spaces tell nothing new."""
    words = "AUTORISE Monsieur le Maire à signer l’avenant n° 1."
    assert _authorised(_corrected(words, CONVENTION))[0] == (False, "doubtful")
    assert _authorised(_corrected(words, CONVENTION, objet=AMENDED))[0] == (True, "certain")
    assert _authorised(_corrected(words, AMENDED, objet=CONVENTION))[0] == (False, "doubtful")
    assert _authorised(_corrected(SIGNS, CONVENTION, objet="Convention  de médiation numérique"))[0] == (
        True,
        "certain",
    )
