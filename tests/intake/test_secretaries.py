"""The secretary of the sitting, in every turn by which acts name one."""

from __future__ import annotations

from generator.intake.fields import Field
from generator.intake.secretaries import secretary
from generator.minutes.extracts import extracts
from tests.cases import cases

PRESENT = ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


def read(text: str, present: tuple[str, ...] = ()) -> Field:
    """Return the secretary of the only act of a text."""
    (extract,) = extracts((text,))
    return secretary(extract, present)


@cases(
    "text",
    "Secrétaire de séance : Mme Carole LELEU",
    "Mme Carole LELEU a été nommée secrétaire de séance.",
    "Qui remplira les fonctions de secrétaire.\n\nMadame Carole LELEU, désignée, prend place au bureau.",
    "A été désignée en qualité de secrétaire de séance : Mme Carole LELEU.",
    "Le conseil a choisi pour secrétaire Carole LELEU.",
    "Le conseil a désigné Mme Carole LELEU comme secrétaire de séance.",
    "Le secrétariat de la séance est assuré par Mme Carole LELEU",
    "Secrétariat de séance : Madame Carole LELEU.",
    "- Désignation d’un secrétaire de séance (article L. 2121-15 du CGCT,\n\napplicable ici) : Mme Carole LELEU",
    "Madame Carole LELEU est élue secrétaire de séance à l’unanimité.",
    "Madame Carole LELEU a été élue à l’unanimité secrétaire de séance.",
    "Carole LELEU est nommée secrétaire de séance, début du conseil à 19 H 00.",
    "La Maire propose de choisir comme secrétaire de séance Mme Carole LELEU et comme secrétaire "
    "adjoint M. Pascal JEAN.",
    "La Maire propose le secrétariat de séance à Carole LELEU qui l’accepte.",
    "Mme Carole LELEU été nommée secrétaire de séance",
    "Mme Carole LELEU est désignée, comme secrétaire de séance.",
    "Mme Carole LELEU se propose comme secrétaire de séance.",
    "Mme Carole LELEU assure le secrétariat de séance.",
    "Le conseil décide à l’unanimité que Madame\nCarole LELEU sera secrétaire de séance.",
    "Le conseil décide, à main levée, de nommer Mme Carole LELEU, secrétaire de séance.",
    "Secrétaire de séance : Carole LELEU Conseillers en exercice : 15 - Présents : 11",
    "Secrétaire de séance : Carole LELEU Début de séance : 20h00",
    "Secrétaire de séance : Il a été désigné Mme Carole LELEU",
    "Mme Carole LELEU ayant été désignée secrétaire de séance, le maire ouvre la séance.",
    "Mle Carole LELEU a été élue secrétaire",
    "Secrétaire de séance (L. 2121-15 du CGCT) : Mme Carole LELEU",
    "SECRÉTAIRE DE SÉANCE\nMme Carole LELEU",
    "Secrétaire de séance – Mme Carole LELEU",
    "La secrétaire de séance est Mme Carole LELEU.",
    "Le secrétariat a été assuré par : Mme Carole LELEU",
    "Nomination du secrétaire de séance\nMme Carole LELEU est nommée.",
    "Mme Carole LELEU a accepté les fonctions de secrétaire de séance.",
    "Mme Carole LELEU se charge du secrétariat de séance.",
    "Conformément à la loi, Mme Carole LELEU, conseillère municipale, est désignée secrétaire.",
    "M. Pascal JEAN désigne Mme Carole LELEU, qui accepte, comme secrétaire de séance.",
    "Il a été procédé à la nomination d’un secrétaire pris dans le sein du conseil ; Mme Carole LELEU ayant obtenu "
    "la majorité des suffrages a été désignée.",
    "Nommer Carole LELEU secrétaire de séance : adopté à l’unanimité.",
    "Carole LELEU, secrétaire de séance",
    "M. Marc WATTIEZ propose la nomination de Carole LELEU, secrétaire de séance.",
    "Absents : MM. BROQUET et JEAN Madame Carole LELEU est élue secrétaire.",
    "Présents : M. Marc WATTIEZ. Conformément à la loi, Mme Carole LELEU a été désignée secrétaire de séance.",
)
def test_the_secretary_is_found_in_every_usual_phrase(text: str) -> None:
    """Named before or after the office."""
    field = read(text)
    assert (field.value, field.confidence) == ("Carole LELEU", "certain")


def test_two_secretaries_are_both_named() -> None:
    """The council may choose several."""
    assert read("Secrétaires de séance : Mme Carole LELEU et M. Pascal JEAN").value == "Carole LELEU et Pascal JEAN"


def test_the_one_who_is_present_is_the_secretary() -> None:
    """Of two names that the text holds, whatever their order."""
    text = "M. Bruno LEJEUNE est secrétaire de mairie.\nLe secrétariat est assuré par M. Marc WATTIEZ.\n"
    assert read(text, PRESENT).value == "Marc WATTIEZ"


@cases("text", "Le secrétaire de séance est élu à l’unanimité.", "Nomination d’un secrétaire de séance")
def test_no_name_is_made_up(text: str) -> None:
    """What follows the office is not always somebody."""
    assert read(text).value is None


@cases(
    "text",
    "Secrétaire de séance : Carole LELEU Observation sur le procès-verbal du mois dernier",
    "Le conseil municipal désigne à l’unanimité Carole LELEU comme secrétaire de séance.",
    "Carole LELEU : je vous propose de désigner comme secrétaire Marc WATTIEZ. Secrétaire : Carole LELEU",
)
def test_a_name_ends_where_that_of_a_member_does(text: str) -> None:
    """What follows on its line is no name."""
    assert (read(text, PRESENT).value, read(text, PRESENT).confidence) == ("Carole LELEU", "certain")


def test_who_speaks_is_not_the_secretary() -> None:
    """« Mme X : je vous propose M. Y comme secrétaire »."""
    assert read("Secrétaire :\nCarole LELEU : je vous propose M. Marc WATTIEZ", PRESENT).value != "Carole LELEU"


def test_a_dash_with_spaces_in_a_name_parts_nobody() -> None:
    """As the list of those present writes it."""
    found = read("Mme Anne-Lise DUFOUR – TONINI a été nommée secrétaire de séance", ("Anne-Lise DUFOUR-TONINI",))
    assert (found.value, found.confidence) == ("Anne-Lise DUFOUR – TONINI", "certain")


@cases("office", "", " conseillère,")
def test_a_candidate_in_quality_of_secretary_is_named(office: str) -> None:
    """« propose la candidature de Mme X, en qualité de secrétaire »."""
    found = read(
        f"Le maire propose la candidature de Carole LELEU,{office} en qualité de secrétaire de séance", PRESENT
    )
    assert (found.value, found.confidence) == ("Carole LELEU", "certain")


@cases("after", "Adoption du procès-verbal", "Lecture du compte rendu", "Observations : aucune")
def test_a_heading_on_the_line_of_a_name_is_no_part_of_it(after: str) -> None:
    """In a transcription that lost its lines."""
    assert read(f"Secrétaire de séance : Carole LELEU {after}").value == "Carole LELEU"


def test_an_article_in_brackets_before_the_name_is_passed_over() -> None:
    """« Désignation d’un secrétaire (article … en vertu de l’article …) : Mme … a été désignée »."""
    law = "(article L. 2121-15 du CGCT applicable en vertu de l’article L. 5211-1 du CGCT)"
    text = f"Désignation d’un secrétaire de séance {law} : Mme Carole LELEU a été désignée.\n"
    assert read(text, ("Carole LELEU",)).value == "Carole LELEU"


@cases(
    "text",
    "Secrétaire élu(e) pour la durée de la session : Carole LELEU",
    "Il est procédé à l’élection, pour la présente session, d’un secrétaire au sein du conseil :\n"
    "À la majorité des voix, Mme Carole LELEU est retenue.",
    "Le conseil a appelé, selon le code, Madame\nLELEU à remplir les fonctions de secrétaire.",
    "SECRÉTAIRE\n\nCarole LELEU\n\nOBJET",
)
def test_the_member_named_beside_the_word_is_the_secretary(text: str) -> None:
    """In turns that no rule knows, in doubt; a label may stand above the name."""
    assert read(text, PRESENT).value in ("Carole LELEU", "LELEU")


@cases(
    "foot",
    "Le secrétaire de séance,\nPascal JEAN\nLa Maire,\nCarole LELEU",
    "La Maire                     Le secrétaire de séance\nCarole LELEU                     Pascal JEAN",
    "La Maire, Carole LELEU       Le secrétaire de séance, Pascal JEAN",
)
def test_who_signs_as_secretary_is_the_secretary(foot: str) -> None:
    """Where the sitting names none, in doubt; no absent member is."""
    text = f"Séance du 3 juin 2025\nVu le code,\nLe conseil, à l’unanimité, approuve la convention.\n\n{foot}\n"
    assert (read(text, PRESENT).value, read(text, PRESENT).confidence) == ("Pascal JEAN", "doubtful")
    assert read(text, ("Carole LELEU", "Marc WATTIEZ")).value != "Pascal JEAN"


def test_a_pronoun_is_no_secretary() -> None:
    """« Elle nomme X, secrétaire de séance »."""
    assert read("La maire ouvre la séance. Elle nomme Carole Leleu, secrétaire de séance.").value == "Carole Leleu"


def test_the_assembly_that_chooses_is_no_secretary() -> None:
    """« L’assemblée a élu comme secrétaire pour la durée de la séance : X »."""
    text = "L’assemblée a élu comme secrétaire pour la durée de la séance :\nCarole LELEU."
    assert read(text, PRESENT).value == "Carole LELEU"


def test_an_office_may_stand_between_the_secretary_and_the_word() -> None:
    """« Le conseil nomme Mme X, adjointe au maire, secrétaire de séance »."""
    assert read("Le conseil nomme Mme Carole LELEU, adjointe au maire, secrétaire de séance.").value == "Carole LELEU"


def test_the_initial_that_ends_a_list_begins_no_name() -> None:
    """« ABSENT : M. WATTIEZ M. », and beneath « Mme LELEU C. a été élue secrétaire »."""
    assert read("ABSENT : M. WATTIEZ M.\nMme LELEU C. a été élue secrétaire.").value == "LELEU C."
