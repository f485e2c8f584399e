"""The titles of points to their end and no further, and what is none of them."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, read

TITLE = "Convention d’accompagnement numérique"


@cases(
    "written, title",
    ("Projet « Les Petites Bouilles »", "Projet « Les Petites Bouilles »"),
    ("« Les Petites Bouilles »", "Les Petites Bouilles"),
    ("Convention avec le\nCentre de gestion", "Convention avec le Centre de gestion"),
    ("Travaux de la salle « Victor\nLemoine »", "Travaux de la salle « Victor Lemoine »"),
    ("Subventions (complément à la délibération\n2025-36)", "Subventions (complément à la délibération 2025-36)"),
    ("Contrat de la défense :\napprobation de l’avenant", "Contrat de la défense : approbation de l’avenant"),
)
def test_a_title_stands_to_its_end(written: str, title: str) -> None:
    """With the quotation marks of its words, over the line whose last word or sign leads on."""
    points = f"1. {written}\n{ROADS}2. Cantine\n{OURS}"
    assert read(f"{OPENING}\n{points}{CLOSING}")[0].fields["objet"].value == title


def test_a_matter_beside_the_number_is_no_title() -> None:
    """« Délibération n° 2025-29 - Finances locales »: the title stands beneath, else there is nothing better."""
    points = f"Délibération n° 2025-29 - Finances locales\nTarifs de la cantine\n{ROADS}"
    points += f"Délibération n° 2025-30 - 2.1 Urbanisme :\nVente d’un chemin\n{OURS}"
    points += f"Délibération n° 2025-31 - Urbanisme\n{ROADS}"
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Tarifs de la cantine", "Vente d’un chemin", "Urbanisme"]


@cases("first, second", ("Point dix de l’ordre du jour :", "Point onze de l’ordre du jour :"))
def test_ranks_in_words_number_points(first: str, second: str) -> None:
    """« Point dix de l’ordre du jour : », which is no agenda."""
    points = f"{first} Voirie\n{ROADS}{second} {TITLE}\n{OURS}"
    assert [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")] == ["Voirie", TITLE]


def test_a_rank_under_a_roman_one_numbers_points() -> None:
    """« VII. 18. : », under « VII. : Finances », after « N° DEL2025_01_20 »."""
    points = "".join(
        f"VII. : Finances\nDELIBERATION\nN° DEL2025_01_{number}\nVII. {number}. : {title}\n{text}"
        for number, title, text in ((18, "Voirie", ROADS), (19, TITLE, OURS))
    )
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    told = [(act.fields["numero"].value, act.fields["objet"].value) for act in acts]
    assert told == [("DEL2025_01_18", "Voirie"), ("DEL2025_01_19", TITLE)]


@cases("part", "VISAS ET CONSIDERANTS", "EXPOSE DES MOTIFS", "VISAS")
def test_a_part_of_an_act_is_no_title(part: str) -> None:
    """It stands above the reasons of each act."""
    points = f"7.4. Voirie\nLe programme est prêt.\n{part}\n{ROADS}7.5. {TITLE}\nElle est prête.\n{part}\n{OURS}"
    assert [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")] == ["Voirie", TITLE]


def test_a_paragraph_of_its_own_above_who_speaks_is_a_title() -> None:
    """Of two lines, between blank ones."""
    titles = ("Demande de subvention auprès du Département\nau titre de la voirie – rue Haute", "Tarifs de la\nCantine")
    points = "".join(f"{title}\n\nLe Maire : « Voici la demande. »\n{OURS}" for title in titles)
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == [title.replace("\n", " ") for title in titles]


@cases("reasons", "VU :\n- le code", "Vu     le code")
def test_a_number_with_its_day_stands_under_the_title(reasons: str) -> None:
    """« POINT 3 – … : », « 2025-06-03-DCM-02   Nomenclature ACTES : 1.4 », the reasons beneath however they begin."""
    points = "".join(
        f"POINT {rank} – {title}\n2025-06-03-DCM-0{rank}   Nomenclature ACTES: 1.4\n\n{reasons}\n{text}"
        for rank, title, text in ((1, "Voirie de la\nrue Haute :", ROADS), (2, "Régime\n« numérique » :", OURS))
    )
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    told = [(act.fields["numero"].value, act.fields["objet"].value) for act in acts]
    assert told == [("2025-06-03-DCM-01", "Voirie de la rue Haute"), ("2025-06-03-DCM-02", "Régime « numérique »")]


def test_an_object_in_what_is_decided_is_no_act_s() -> None:
    """« - Objet : Prêt relais », in the conditions of a loan."""
    loan = f"{ROADS}Aux conditions suivantes :\n- Objet : Prêt relais de la commune\n- Durée : 12 mois\n"
    acts = read(f"{OPENING}\n1. Prolongation du prêt\n{loan}2. {TITLE}\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Prolongation du prêt", TITLE]


def test_a_day_that_begins_a_line_is_no_number() -> None:
    """« 01.10.2025 » in a table of prices, twice; the number of a sitting is its day."""
    price = "AU 01.07.2024\n01.10.2025\nDROIT DE PLACE au mètre\n"
    points = f"2025.41 – TARIFS DE LA PLACE\n{price}{OURS}2025.42 – VOIRIE\n{ROADS}01.10.2025.\n"
    acts = read(f"{OPENING}\n{points}2025.43 – CANTINE\n{OURS}{CLOSING}")
    assert [act.fields["numero"].value for act in acts] == ["2025.41", "2025.42", "2025.43"]
    sitting = f"n° 20250603\n\nCONSEIL MUNICIPAL DU 3 JUIN 2025\n{OPENING}\n1 - Élection du maire\n{OURS}"
    acts = read(f"{sitting}2 - Nombre d’adjoints\n{ROADS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Élection du maire", "Nombre d’adjoints"]


def test_a_day_is_no_title() -> None:
    """« 9 AVRIL 2025 », alone on its line."""
    points = f"8 AVRIL 2025\n{ROADS}1. Voirie\n{ROADS}9 AVRIL 2025\n{ROADS}2. Cantine\n{OURS}"
    assert [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")] == ["Voirie", "Cantine"]


def test_lettered_titles_that_are_voted_are_points() -> None:
    """« a) », « b) » under « 2) », whose lists of people hold no title; a list in a point is none."""
    people = "Suppléants :\n   1. Mr Marc WATTIEZ\n   2. Mr Pascal JEAN\n"
    parts = "".join(
        f"{letter}) {title}\n{people}{OURS}" for letter, title in zip("ab", ("SIVOM", "SMICO"), strict=True)
    )
    points = f"1) Voirie\nLes travaux :\na) Réfection\nb) Bordures\n{ROADS}2) DÉSIGNATIONS\n{parts}3) Cantine\n{OURS}"
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Voirie", "SIVOM", "SMICO", "Cantine"]


@cases("ranks, points", ((6, 7, 8, 7, 9), 5), ((16, 17, 8, 19), 4), ((6, 7, 3, 8), 4))
def test_a_rank_typed_wrong_is_a_point(ranks: tuple[int, ...], points: int) -> None:
    """Between two ranks that follow each other."""
    text = "".join(f"{rank}) Voirie de la rue {place}\n{OURS}" for place, rank in enumerate(ranks, 1))
    assert len(read(f"{OPENING}\n{text}{CLOSING}")) == points


def test_the_head_of_a_column_is_no_object() -> None:
    """« OBJET », alone or beside other heads, in the table of a point that has its title."""
    heads = (
        "OBJET\n        Chapitre- Article        Sommes",
        "Objet :          Durée réglementaire :        Durée proposée :",
    )
    points = "".join(
        f"{rank}. {title}\nIl convient de virer des crédits :\n        {head}\n6718             1 000,00\n{OURS}"
        for rank, title, head in zip((1, 2), ("Décision modificative", "Amortissement"), heads, strict=True)
    )
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Décision modificative", "Amortissement"]


def test_what_stands_right_of_a_title_is_none_of_it() -> None:
    """The day of the sitting, and the matter of the nomenclature."""
    points = "".join(
        f"D.C. 2025/3-0{rank}\n{title}         3 juin 2025\n{rest}          5.3 Désignation de représentants\n\n{OURS}"
        for rank, title, rest in (
            (25, "Désignation des délégués au", "Conseil d’école"),
            (26, "Composition de", "la Commission"),
        )
    )
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == [
        "Désignation des délégués au Conseil d’école",
        "Composition de la Commission",
    ]


@cases(
    "written, title",
    ("Marché « Voirie » :\nAutorisation de signature", "Marché « Voirie » : Autorisation de signature"),
    ("Création d’emplois\ndans le cadre de l’accueil", "Création d’emplois dans le cadre de l’accueil"),
)
def test_a_title_goes_on_after_a_colon_and_in_small_letters(written: str, title: str) -> None:
    """Above who speaks; « Dans le cadre … » with a capital begins a sentence."""
    points = f"1. {written}\nMonsieur le Maire expose le projet.\n{OURS}2. Cantine\nDans le cadre de la loi.\n{OURS}"
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == [title, "Cantine"]


@cases("first, second", ("20250603 3 DM n° 1", "20250603 4 M57"), ("DE-2025/60 –DM n° 1", "DE-2025/61 – M57"))
def test_short_words_after_a_number_are_a_title(first: str, second: str) -> None:
    """« DM », « M57 », and a dash that touches it."""
    acts = read(f"{OPENING}\n{first} de la commune\n{ROADS}{second} pour la commune\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["DM n° 1 de la commune", "M57 pour la commune"]


def test_chapters_of_a_decision_are_no_points() -> None:
    """« Décide », and « I. … », « II. … » with articles beneath."""
    chapters = "".join(
        f"{rank}. MISE EN PLACE DE LA PRIME {rank}\nArticle 1. – Le principe\nAdopté.\n" for rank in ("I", "II")
    )
    acts = read(
        f"{OPENING}\nVu le code,\nLe conseil municipal, après en avoir délibéré,\nDécide\n\n{chapters}{CLOSING}"
    )
    assert len(acts) == 1
    assert acts[0].fields["objet"].value is None


@cases("title", "1. Demandes de subvention", "133-16 : Taxe foncière des agriculteurs")
def test_the_only_point_of_a_sitting_has_its_title(title: str) -> None:
    """In doubt: nothing else is numbered so."""
    (act,) = read(f"{OPENING}\n{title}\n\nLe maire expose le projet.\n{OURS}{CLOSING}")
    assert (act.fields["objet"].value, act.fields["objet"].confidence) == (
        title[title.index(" ") :].strip(" :"),
        "doubtful",
    )


@cases("decided", "Donnent leur accord de principe", "Les conseillers approuvent ce projet", "Confirment les travaux")
def test_members_who_decide_are_a_council(decided: str) -> None:
    """Without « délibéré » or a vote."""
    points = (
        f"1. Voirie\n{ROADS}2. Cantine\n{OURS}3. Sacristie\nAprès cet exposé, les membres du conseil ;\n{decided}\n"
    )
    acts = read(f"{OPENING}\n{points}4. Cimetière\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Voirie", "Cantine", "Sacristie", "Cimetière"]


def test_a_report_is_no_minutes() -> None:
    """« Adoption du compte rendu d’activité » is voted as other points."""
    points = f"1. Voirie\n{ROADS}2. Adoption du compte rendu d’activité du délégataire\n{OURS}"
    assert len(read(f"{OPENING}\n{points}3. Cantine\n{OURS}{CLOSING}")) == 3


@cases(
    "written, title",
    (
        "2. Convention d’entretien des abords avec le syndicat intercommunal de la vallée\n"
        "Haute et des communes du parc, campagne 2025,",
        "Convention d’entretien des abords avec le syndicat intercommunal de la vallée "
        "Haute et des communes du parc, campagne 2025",
    ),
    (
        "2. DESIGNATION DES MEMBRES DE LA COMMISSION D’EVALUATION DES\nCHARGES de la communauté",
        "DESIGNATION DES MEMBRES DE LA COMMISSION D’EVALUATION DES CHARGES de la communauté",
    ),
)
def test_a_title_that_fills_its_line_goes_on_in_the_next(written: str, title: str) -> None:
    """Where that line is the last of its paragraph, or the first ends in a word that leads on."""
    points = f"1. Cantine\n{ROADS}{written}\n\nLes devis sont de la semaine.\n{OURS}3. Voirie\n{ROADS}"
    assert read(f"{OPENING}\n{points}{CLOSING}")[1].fields["objet"].value == title


def test_a_title_under_which_parts_are_listed_ends_before_them() -> None:
    """« • section de fonctionnement » is no part of the title; a row of two columns is none."""
    points = (
        f"Vente d’un chemin\n{ROADS}Budget primitif\n• section de fonctionnement\n• section d’investissement\n{OURS}"
    )
    points += f"Subventions\n{ROADS}"
    titles = [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")]
    assert titles == ["Vente d’un chemin", "Budget primitif", "Subventions"]


def test_a_title_right_under_a_line_of_votes_stands_apart() -> None:
    """« Pour : 2 – Contre : 1 », and on the next line the title of the next point."""
    told = "\nMadame la Maire présente les devis reçus.\n"
    points = f"Vente d’un chemin\n{told}Pour : 2 – Contre : 1\nTarifs de la cantine\n{told}Vote : 2 pour, 1 contre\n"
    points += f"Travaux de voirie\n{told}Adopté à l’unanimité.\n"
    titles = [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")]
    assert titles == ["Vente d’un chemin", "Tarifs de la cantine", "Travaux de voirie"]


def test_a_vote_before_what_is_said_at_the_end_is_the_last_point_s() -> None:
    """« Vote : 2 pour », then « Questions diverses. Le maire informe … »."""
    told = "\nDes devis ont été reçus en mairie au mois de mai.\n"
    points = (
        f"1. Vente d’un chemin\n{told}Vote : 3 pour\n2. Voirie\n{told}Vote : 2 pour, 1 contre\n\nQuestions diverses\n"
    )
    acts = read(f"{OPENING}\n{points}Le maire informe le conseil de la fête.\n{CLOSING}")
    assert [act.fields["pour"].value for act in acts] == [3, 2]


@cases("sign", "## {}", "**{}**", "_{}_")
def test_a_title_may_be_marked_as_in_a_text_without_layout(sign: str) -> None:
    """« ## Voirie », « **Voirie** »."""
    points = "\n".join(f"{sign.format(title)}\n{ROADS}" for title in ("Vente d’un chemin", "Travaux de voirie"))
    titles = [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")]
    assert titles == ["Vente d’un chemin", "Travaux de voirie"]


@cases(
    "lines",
    ("CONVENTION D’ACCOMPAGNEMENT :", "ADHÉSION DE LA COMMUNE", "AU SERVICE COMMUN"),
    ("Convention d’accompagnement :", "Adhésion de la commune et autorisation de", "signer"),
)
def test_a_title_goes_on_after_a_colon_over_its_lines(lines: tuple[str, ...]) -> None:
    """« 2016_28 - CONVENTION D’ACCOMPAGNEMENT : », with two lines more above the reasons."""
    text = "\n".join(lines)
    (act,) = read(f"{OPENING}\n2016_28 - {text}\n{OURS}{CLOSING}")
    assert (act.fields["numero"].value, act.fields["objet"].value) == ("2016_28", " ".join(lines))
