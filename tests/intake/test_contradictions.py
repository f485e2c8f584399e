"""What a number of the act confirms, and what none does."""

from __future__ import annotations

from dataclasses import replace

from generator.intake.corrections import correct
from generator.intake.fields import ReadDeliberation
from tests.cases import cases
from tests.intake import layouts
from tests.intake.minutes import field, opening, read

LISTS = (
    "Présents : Mme Carole LELEU, M. Marc WATTIEZ\nPouvoirs : M. Bruno LEJEUNE à M. Marc WATTIEZ\n"
    "Absente : Mme Nathalie COLIN\n"
)


@cases(
    "counts, pouvoirs, absents",
    ("", "doubtful", "doubtful"),
    ("Votants : 3", "doubtful", "doubtful"),
    ("Membres en exercice : 4", "certain", "certain"),
    ("Pouvoirs : 1\nAbsents : 1", "certain", "certain"),
    ("Votants : 5", "doubtful", "doubtful"),
)
def test_mandates_and_absent_are_certain_only_where_a_number_confirms_them(
    counts: str, pouvoirs: str, absents: str
) -> None:
    """A line that is lost takes a name with it, without a trace; the two lists share their doubt."""
    act = opening(f"{counts}\n{LISTS}")
    assert (field(act, "pouvoirs").confidence, field(act, "noms_absents").confidence) == (pouvoirs, absents)


def test_a_number_that_two_others_contradict_is_misread() -> None:
    """More present than members, as many voting as the present and the mandates: no fault of the council's."""
    act = opening(f"Membres en exercice : 2\nPrésents : 2\nVotants : 3\n{LISTS}")
    found = field(act, "en_exercice")
    assert (found.confidence, found.rule) == ("doubtful", "")


@cases(
    "line, name",
    ("sous la présidence de Mme Carole\n\nLeleu", "preside_par"),
    ("Secrétaire : M. Marc\n\nWattiez", "secretaire"),
)
def test_a_given_name_alone_is_doubtful(line: str, name: str) -> None:
    """The surname stood on another line, perhaps."""
    act = opening(f"{line}\nPrésents : Carole Leleu, Marc Wattiez\nVotants : 2")
    assert "prénom" in field(act, name).why


def test_a_word_lost_from_one_name_of_a_list_makes_it_doubtful() -> None:
    """Where all others have their given names."""
    names = "Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN, M. Bruno LEJEUNE, Mme Nathalie"
    assert field(opening(f"Nombre de présents : 5\nPrésents : {names}\n"), "noms_presents").confidence == "doubtful"


FIGURES = (
    "Membres en exercice : 4\nPrésents : {presents}\nVotants : 3\n"
    "Étaient présents : Mme Carole LELEU, M. Marc WATTIEZ\nPouvoirs : M. Bruno LEJEUNE à M. Marc WATTIEZ\n"
    "Absente : Mme Nathalie COLIN\n"
)


def doubtful(deliberation: ReadDeliberation) -> set[str]:
    """Return the fields that are doubtful."""
    return {name for name, one in deliberation.fields.items() if one.confidence == "doubtful"}


def test_a_figure_corrected_clears_what_it_alone_made_doubtful() -> None:
    """One present too many is seen against five lists and figures; put right, none of them asks for a look."""
    (wrong,) = read(opening(FIGURES.format(presents=3)))
    (sound,) = read(opening(FIGURES.format(presents=2)))
    assert doubtful(wrong) - doubtful(sound) == {"presents", "noms_presents", "votants", "pouvoirs", "noms_absents"}
    corrected = correct(wrong, {"presents": "2"}, layouts.communes())
    assert doubtful(corrected) == doubtful(sound)
    assert {name: one.why for name, one in corrected.fields.items()} == {
        name: one.why for name, one in sound.fields.items()
    }


def test_a_correction_that_contradicts_others_makes_them_doubtful() -> None:
    """What a person wrote is not asked for again, whatever stands against it."""
    (sound,) = read(opening(FIGURES.format(presents=2)))
    corrected = correct(sound, {"presents": "4"}, layouts.communes())
    assert "noms_presents" in doubtful(corrected)
    assert corrected.fields["noms_presents"].why == "l’acte compte 4 présents et en nomme 2"
    assert corrected.fields["presents"].confidence == "certain"
    confirmed = correct(corrected, {"noms_presents": corrected.shown("noms_presents")}, layouts.communes())
    again = correct(confirmed, {"presents": "5"}, layouts.communes())
    assert "noms_presents" not in doubtful(again)


def test_what_was_doubtful_of_itself_stays_so() -> None:
    """Those present are counted again from a list that was corrected: that is still no number of the act."""
    act = FIGURES.replace("Présents : {presents}\n", "")
    (counted,) = read(opening(act))
    assert counted.fields["presents"].why == "compté d’après la liste des présents"
    names = counted.shown("noms_presents") + " ; M. Pascal JEAN"
    corrected = correct(counted, {"noms_presents": names}, layouts.communes())
    assert corrected.fields["presents"].value == 3
    assert corrected.fields["presents"].why.startswith("compté d’après la liste des présents")


def test_the_lists_of_one_passage_share_a_doubt_as_long_as_nobody_looked() -> None:
    """Mandates that were written again say nothing of the absent beside them."""
    (act,) = read(opening(LISTS))
    assert {"pouvoirs", "noms_absents"} <= doubtful(act)
    corrected = correct(act, {"pouvoirs": act.shown("pouvoirs")}, layouts.communes())
    assert "noms_absents" in doubtful(corrected)


def test_nothing_corrected_changes_nothing() -> None:
    """A deliberation is placed again each time that it is shown."""
    (wrong,) = read(opening(FIGURES.format(presents=3)))
    assert correct(wrong, {}, layouts.communes()) == wrong
    ticked = correct(wrong, {"numero": "2025-1"}, layouts.communes())
    assert doubtful(ticked) == doubtful(wrong) - {"numero"}


@cases(
    "values, name, why",
    ({"presents": "1"}, "noms_presents", "l’acte compte 1 présent et en nomme 2"),
    ({"presents": "1"}, "votants", "1 présent et 1 pouvoir ne font pas 3 votants"),
    ({"votants": "1"}, "presents", "2 présents et 1 pouvoir ne font pas 1 votant"),
    ({"presents": "1", "en_exercice": "1"}, "noms_absents", "1 membre en exercice, mais 4 sont nommés"),
    ({"presents": "2", "en_exercice": "1"}, "presents", "1 membre en exercice ne suffit pas à 2 présents et 1 pouvoir"),
    ({"en_exercice": "2"}, "presents", "2 membres en exercice ne suffisent pas à 2 présents et 1 pouvoir"),
    ({"pour": "2", "contre": "0", "abstentions": "0", "votants": "1"}, "pour", "les voix font 2, pour 1 votant"),
)
def test_the_words_of_a_contradiction_agree_with_its_figures(values: dict[str, str], name: str, why: str) -> None:
    """« 1 présent », « 2 présents »."""
    (sound,) = read(opening(FIGURES.format(presents=2) + "Pour : 3, contre : 0, abstentions : 0\n"))
    for one, value in values.items():  # as a file could say them, and nobody wrote
        sound = replace(correct(sound, {one: value}, layouts.communes()), written=frozenset())
    assert why in sound.fields[name].why


@cases("said, why", (2, "2 pouvoirs et 1 a été lu"), (0, "0 pouvoir et 1 a été lu"))
def test_the_mandates_that_were_read_are_told_in_the_number_that_they_are(said: int, why: str) -> None:
    """One, several, or none."""
    (act,) = read(opening(f"{LISTS}Nombre de pouvoirs : {said}\n"))
    assert why in act.fields["pouvoirs"].why
