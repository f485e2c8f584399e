"""Points whose number is lost, or that have none beside those that have one."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, read

TOLD = "\nUne réunion des riverains a eu lieu en mairie au mois de mai.\n"
#: Ranks begin anew under a rubric in capitals.
RUBRIC = f"MAISON DES SERVICES\n\n1) Demande de label\n{ROADS}2) Demande de subvention\n{OURS}"


def _titles(text: str) -> list[object]:
    return [act.fields["objet"].value for act in read(f"{OPENING}\n{text}{CLOSING}")]


def test_a_rank_tells_how_many_points_stand_before() -> None:
    """Two before « 3) », each with its vote; a third title is none of them."""
    points = f"Vente d’un chemin\n{ROADS}Choix d’un architecte\n{OURS}3) Cantine\n{ROADS}4) Voirie\n{OURS}"
    assert _titles(points) == ["Vente d’un chemin", "Choix d’un architecte", "Cantine", "Voirie"]
    assert _titles(points.replace("3)", "1)").replace("4)", "2)")) == ["Cantine", "Voirie"]


@cases(
    "title, read_as",
    ("VENTE D’UN CHEMIN", "VENTE D’UN CHEMIN"),
    ("VENTE D’UN CHEMIN SITUé RUE HAUTE", "VENTE D’UN CHEMIN SITUé RUE HAUTE"),
    ("LOTISSEMENT COMMUNAL\n\nVENTE D’UN CHEMIN", "VENTE D’UN CHEMIN"),
    ("VENTE D’UN CHEMIN DE LA\nRUE HAUTE", "VENTE D’UN CHEMIN DE LA RUE HAUTE"),
)
def test_titles_in_capitals_follow_a_rubric_with_ranks(title: str, read_as: str) -> None:
    """Any sentence may stand beneath them; none is certain."""
    acts = read(f"{OPENING}\n{RUBRIC}{title}\n{TOLD}{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Demande de label", "Demande de subvention", read_as]
    assert acts[-1].fields["objet"].confidence == "doubtful"
    assert acts[1].fields["unanimite"].value is True


def test_titles_under_a_rubric_have_a_colon_and_a_vote() -> None:
    """The rubric in capitals has no vote of its own: it is no point."""
    voted = "\nÀ l’unanimité, le conseil municipal approuve la vente.\n\n"
    rubric = f"VENTES ET ÉCHANGES\n\nParcelle de la rue Haute :{voted}Chemin du Moulin :{voted}"
    points = f"TARIFS DE LA CANTINE\n{ROADS}{rubric}ÉCLAIRAGE PUBLIC\n{OURS}"
    assert _titles(points) == [
        "TARIFS DE LA CANTINE",
        "Parcelle de la rue Haute",
        "Chemin du Moulin",
        "ÉCLAIRAGE PUBLIC",
    ]


def test_a_missing_number_tells_a_point() -> None:
    """« -04 », a title of two lines, « -06 »."""
    acts = read(
        f"{OPENING}\nDélibération n° 2025-04\nCantine\n{ROADS}Vente d’un chemin de la rue Haute et\ndu chemin du Moulin"
        f"\n{TOLD}{OURS}Délibération n° 2025-06\nVoirie\n{ROADS}{CLOSING}"
    )
    assert [(act.fields["numero"].value, act.fields["objet"].value) for act in acts] == [
        ("2025-04", "Cantine"),
        (None, "Vente d’un chemin de la rue Haute et du chemin du Moulin"),
        ("2025-06", "Voirie"),
    ]
    assert acts[1].fields["objet"].confidence == "doubtful"


@cases("part", "DECISION", "EXPOSÉ DES MOTIFS", "RÉSULTAT DU VOTE")
def test_a_part_of_an_act_is_no_point(part: str) -> None:
    """It stands in capitals as titles do, above a sentence and a vote."""
    points = f"TARIFS DE LA CANTINE\n{ROADS}{part}\n\nLe conseil municipal retient à l’unanimité ce programme.\n\n"
    assert _titles(f"{points}ÉCLAIRAGE PUBLIC\n{OURS}") == ["TARIFS DE LA CANTINE", "ÉCLAIRAGE PUBLIC"]


def test_a_title_of_several_lines_opens_the_paragraph_of_who_speaks() -> None:
    """Its lines have no end; what goes on after it, or ends, is none."""
    titles = "Vente d’un chemin de la rue Haute et de ses abords\nAutorisation de signer", "Choix de l’architecte"
    assert _titles(f"{titles[0]}{ROADS}{titles[1]}\n{OURS}") == [titles[0].replace("\n", " "), titles[1]]


def test_titles_without_numbers_stand_apart_or_after_a_full_stop() -> None:
    """The first of them too, above any sentence that a vote follows; a label and what it labels are none."""
    told = "La cantine sert trente repas chaque jour depuis la rentrée.\n"
    assert _titles(
        f"\nTarifs de la cantine\n{told}{OURS}Vente d’un chemin\n{ROADS}Budget : virement de crédits{ROADS}"
        f"\nSubventions aux associations\n{told}{OURS}\nCoût : vingt euros\n{told}"
        "Le devis est retenu à l’unanimité.\nChoix de l’architecte"
        f"{OURS}"
    ) == [
        "Tarifs de la cantine",
        "Vente d’un chemin",
        "Budget : virement de crédits",
        "Subventions aux associations",
        "Choix de l’architecte",
    ]


def test_an_election_is_a_point_without_a_vote_in_words() -> None:
    """Ballots are counted, and somebody is proclaimed elected."""

    def election(rank: str) -> str:
        return f"\nÉlection du {rank} adjoint\nNombre de votants 3\nM. Pascal JEAN 3\n\nIl a été proclamé {rank}.\n"

    assert _titles(
        f"\nCréation de deux postes\n{OURS}{election('premier')}{election('second')}\nIndemnités\n{OURS}"
    ) == ["Création de deux postes", "Élection du premier adjoint", "Élection du second adjoint", "Indemnités"]


def test_an_agenda_with_marks_holds_no_title() -> None:
    """Though its items are worded otherwise than the points, without blank lines anywhere."""
    agenda = "Ordre du jour :\n– Examen des devis reçus pour la rue Haute et ses abords\n– Cantine\nCompte rendu :\n"
    points = f"Réfection de la voirie{ROADS.rstrip()}\nTarifs de la cantine{OURS}"
    assert _titles(f"{agenda}{points}") == ["Réfection de la voirie", "Tarifs de la cantine"]


def test_a_title_of_several_lines_stands_above_any_sentence_with_an_article() -> None:
    """« Le contrat initial … »; a favourable opinion is a decision too."""
    title = "Avenant au marché de maîtrise d’œuvre de la rue Haute,\nde ses abords et de la place"
    opinion = "\nLe conseil municipal émet un avis favorable au projet de la commune voisine.\n\n"
    points = f"Choix d’un architecte\n{OURS}{title}\nLe contrat est prolongé d’un an.\n{OURS}Plan voisin{opinion}"
    assert _titles(f"\n{points}Cantine\n{ROADS}") == [
        "Choix d’un architecte",
        title.replace("\n", " "),
        "Plan voisin",
        "Cantine",
    ]


def test_titles_begin_with_what_they_are_about_in_capitals() -> None:
    """« FINANCES : … », over several lines and above any sentence; a number has no such label, nor has a sum."""
    told = "Lorsque le budget n’est pas encore prêt, le code permet d’ouvrir des crédits.\n"
    first = "URBANISME : Révision : plan de la rue Haute"
    points = f"{first}{ROADS}FINANCES : Ouverture des crédits d’investissement de l’exercice\n"
    assert _titles(f"\n{points}par anticipation\n\n{told}Salle des fêtes 1 000 €\n{told}{OURS}RH : Emplois{ROADS}") == [
        first,
        "FINANCES : Ouverture des crédits d’investissement de l’exercice par anticipation",
        "RH : Emplois",
    ]


def test_a_title_of_two_lines_stands_after_a_full_stop() -> None:
    """Without a blank line above it."""
    title = "Installation d’un système de chauffage dans l’école\nDemande de subvention"
    points = f"Choix d’un architecte{ROADS.rstrip()}\n{title}{OURS}\nCantine{ROADS}"
    assert _titles(f"\n{points}") == ["Choix d’un architecte", title.replace("\n", " "), "Cantine"]


@cases(
    "line",
    "M. Pascal JEAN présente le projet de la commune aux élus",
    "Je vous remercie de cette présentation",
    "Carole Leleu – Marc Wattiez – Pascal Jean - - Anne-Lise Dufour",
    "Marc WATTIEZ représenté par Pascal JEAN",
    "WATTIEZ – P. JEAN -",
    "TOTAL DES DEPENSES     1 250,00",
    "Aussi, une indemnité peut être versée aux agents",
)
def test_who_speaks_or_sits_is_no_title(line: str) -> None:
    """Though the line stands apart, above a sentence of the council."""
    points = f"Choix d’un architecte\n{ROADS}{line}\n{OURS}Cantine\n{ROADS}"
    assert _titles(f"\n{points}") == ["Choix d’un architecte", "Cantine"]


def test_the_titles_under_a_rank_stand_in_the_place_of_their_rubric() -> None:
    """« 1. Budget », right above titles each of which is voted; the next rank, with a vote of its own, is a point."""
    points = f"1. Budget\n\nCompte de gestion\n{ROADS}Compte administratif\n{ROADS}Affectation\n{ROADS}"
    points += f"2. Eau\n\nCompte de gestion\n{ROADS}Compte administratif\n{OURS}3. Cantine\n{ROADS}4. Repas\n{OURS}"
    assert _titles(points) == [
        "Compte de gestion",
        "Compte administratif",
        "Affectation",
        "Compte de gestion",
        "Compte administratif",
        "Cantine",
        "Repas",
    ]


def test_a_commune_that_decides_is_a_sentence_under_a_title() -> None:
    """« La commune de Maulde, vu … décide : »."""
    point = "\nVente d’un chemin\nLa commune de Maulde,\n- Vu le plan local,\nDécide :\n- de vendre le chemin.\n\n"
    titles = _titles(f"{point}Cantine scolaire\n{ROADS}Subventions aux associations\n{OURS}")
    assert titles == ["Vente d’un chemin", "Cantine scolaire", "Subventions aux associations"]
