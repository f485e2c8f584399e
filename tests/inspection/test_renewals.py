"""What a template prints of the tacit renewal follows campaign.toml; what does not is told."""

from __future__ import annotations

from generator.inspection.figures import check_unsaid, check_unwanted
from generator.law.duration import NOT_RENEWED, Reconduction
from tests.cases import cases
from tests.rendering.templates import template

CLAUSE = Reconduction(12, 2)
PERIODS = "par périodes de {{ convention.reconduction.duree_mois|lettres }} mois"


@cases(
    "paragraph, told",
    ("Elle s’applique jusqu’au {{ convention.terme|date_longue }}.", True),
    ("{% if reconduction %}Planning{% endif %}", True),  # a letter's group, no clause
    (f"Elle est reconduite tacitement, {PERIODS}.", False),
    ("Elle est reconduite tacitement, par périodes d’un an.", False),  # written without a tag
    ("Elle se renouvelle par tacite reconduction.", False),
)
def test_a_renewal_that_the_convention_does_not_say_is_told(paragraph: str, told: bool) -> None:
    """The commune would be bound after the term by what it never signed."""
    written = template(paragraph)
    assert [one.level for one in check_unsaid(written, "convention.docx", CLAUSE)] == ["warning"] * told
    assert list(check_unsaid(written, "convention.docx", NOT_RENEWED)) == []


@cases(
    "paragraphs, told",
    ((f"Elle est reconduite, {PERIODS}.",), True),
    (("{%p if creneau %}", f"Elle est reconduite, {PERIODS}.", "{%p endif %}"), True),
    (("{% if convention.reconduction.duree_mois %}oui{% endif %}", PERIODS), True),
    ((f"{{% if convention.reconduction.duree_mois %}}{PERIODS}{{% endif %}}",), False),
    (("{%p if convention.reconduction.duree_mois %}", PERIODS, "{%p endif %}"), False),
    (("{%p if convention.reconduction.duree_mois %}", "{% if creneau %}1{% endif %}", PERIODS, "{%p endif %}"), False),
    (("{%p if creneau %}", "{%p elif convention.reconduction.duree_mois == 12 %}", PERIODS, "{%p endif %}"), False),
)
def test_a_clause_that_would_print_zero_months_is_told(paragraphs: tuple[str, ...], told: bool) -> None:
    """Where the campaign has no renewal, unless the template asks."""
    written = template(*paragraphs)
    found = list(check_unwanted(written, "note.docx", NOT_RENEWED))
    assert [(one.file, one.level) for one in found] == [("note.docx", "warning")] * told
    assert list(check_unwanted(written, "note.docx", CLAUSE)) == []
