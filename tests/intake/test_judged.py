"""The law is no surer than what was read: an error needs fields without another doubt."""

from __future__ import annotations

from generator.intake.examined import sitting_of
from generator.intake.fields import ReadDeliberation
from generator.intake.judged import judged, seen_respected
from generator.law.acts import Act
from generator.law.examination import examine_sitting
from generator.law.findings import Finding
from generator.law.respected import respected_rules
from tests.cases import cases
from tests.intake import layouts
from tests.intake.minutes import read


def found(deliberation: ReadDeliberation, rule: str) -> list[Finding]:
    """Return what a rule finds of a deliberation."""
    insee = deliberation.fields["commune"].value
    commune = next((one for one in layouts.communes() if one.insee == insee), None)
    findings = judged(deliberation, examine_sitting(sitting_of(deliberation, commune)))
    return [finding for finding in findings if finding.rule == rule]


def changed(*changes: tuple[str, str]) -> ReadDeliberation:
    """Read the layout of Hordain with some words changed."""
    text = layouts.layout("hordain").text
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return read(text)[0]


@cases(
    "rule, changes",
    ("vote", (("Pour : 12", "Pour : 14"),)),
    ("votants", (("Votants : 14", "Votants : 15"), ("Pour : 12", "Pour : 13"))),
    ("secrétaire", (("séance : M. Marc WATTIEZ", "séance : M. Pascal JEAN"),)),
    ("pouvoirs", (("par M. Arnaud BAVAY", "par M. Pascal JEAN"),)),
)
def test_what_a_rule_contradicts_is_no_other_doubt(rule: str, changes: tuple[tuple[str, str], ...]) -> None:
    """Fields read plainly: the error stays one, though they are doubtful since they contradict each other."""
    assert [finding.level for finding in found(changed(*changes), rule)] == ["error"]


def test_an_error_on_a_field_that_is_misread_asks_for_a_look() -> None:
    """A list that has not the number of names that the act counts cannot accuse the secretary."""
    deliberation = changed(("Présents : 12", "Présents : 11"), ("séance : M. Marc WATTIEZ", "séance : M. Pascal JEAN"))
    (finding,) = found(deliberation, "secrétaire")
    assert finding.level == "warning"
    assert finding.message.startswith("à vérifier, car «")
    assert "est douteux" in finding.message


def test_a_mayor_whom_the_list_leaves_out_breaks_no_law() -> None:
    """She presides and holds a mandate, and the list of those present forgets her: the list is doubtful."""
    text = (
        "COMMUNE DE MAULDE\nSous la présidence de Mme Carole LELEU, Maire.\nPrésents : M. Marc WATTIEZ, "
        "M. Pascal JEAN\n"
        "Excusé : M. Bruno LEJEUNE qui donne pouvoir à Mme Carole LELEU\nVu le code,\nLe conseil, par 4 "
        "voix pour, approuve.\n"
    )
    assert [finding.level for finding in found(read(text)[0], "pouvoirs")] == ["warning"]


def test_two_members_of_one_surname_are_not_one_by_the_law() -> None:
    """« M. JEAN » is present and « Mme JEAN » gives a mandate: a look, no error."""
    text = (
        "COMMUNE DE MAULDE\nPrésents : MM. LELEU, WATTIEZ, JEAN\nExcusée : Mme JEAN qui donne pouvoir à M. WATTIEZ\n"
        "Vu le code,\nLe conseil, par 4 voix pour, approuve.\n"
    )
    assert [finding.level for finding in found(read(text)[0], "pouvoirs")] == ["warning"]


def test_a_member_who_sat_for_a_part_may_give_a_mandate_for_the_other() -> None:
    """« (à partir de la question 8) » in the list of those present: a question, no error."""
    (deliberation,) = read(
        "COMMUNE DE MAULDE\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN (à partir de la question 8)\n"
        "Représentés : M. Pascal JEAN (jusqu’à la question 8) : pouvoir à Mme Carole LELEU\n"
        "Le conseil municipal, après en avoir délibéré, approuve à l’unanimité.\n"
    )
    assert [finding.level for finding in found(deliberation, "pouvoirs")] == ["warning"]
    assert "n’a siégé qu’à une partie" in deliberation.fields["pouvoirs"].why


def test_a_rule_that_holds_by_a_doubtful_field_says_so() -> None:
    """A list of another length than the number doubts the quorum, which the number alone would show."""
    deliberation = changed(("Présents : 12", "Présents : 11"))
    commune = next(one for one in layouts.communes() if one.insee == deliberation.fields["commune"].value)
    sitting = sitting_of(deliberation, commune)
    rules = {one.rule: one for one in seen_respected(deliberation, respected_rules(sitting, Act("", ""), ()))}
    assert rules["quorum"].doubt == "« présents » est douteux"
    assert rules["effectif"].doubt == "« présents » est douteux"
    assert rules["adoption"].doubt == ""
