"""Short acts as small communes type them, in turns of their own: what each of them says is read."""

from __future__ import annotations

from typing import Any

from generator.law.sittings import Proxy
from tests.cases import cases
from tests.intake.minutes import read

TITLE = "Convention de médiation numérique"
HEAD = "COMMUNE D’HAVELUY\nSéance du 3 juin 2025\n"


def _told(text: str, names: Any) -> dict[str, Any]:
    fields = read(text)[0].fields
    values = {name: fields[name].value for name in names}
    return {name: str(value) if name.endswith("date") else value for name, value in values.items()}


@cases(
    "line, told",
    ("Nbre de conseillers : 23 - Nbre de présents : 18", {"en_exercice": 23, "presents": 18}),
    ("Effectif : 27\nOnt assisté à la séance : 19", {"en_exercice": 27, "presents": 19}),
    ("Membres : 15 en exercice, 10 présents, 11 votants", {"en_exercice": 15, "presents": 10, "votants": 11}),
    ("en exercice ........ 23\nprésents ........ 17\nvotants ........ 20", {"presents": 17, "votants": 20}),
    ("Présents : onze conseillers, dont le maire", {"presents": 11}),
    ("M. Pascal JEAN, benjamin de l’assemblée, remplit les fonctions de secrétaire.", {"secretaire": "Pascal JEAN"}),
    ("A été nommé comme secrétaire, à l’unanimité des présents : M. Pascal JEAN.", {"secretaire": "Pascal JEAN"}),
    ("Secrétaire : le benjamin, M. Pascal JEAN", {"secretaire": "Pascal JEAN"}),
    ("Le conseil désigne à main levée M. Pascal JEAN en qualité de secrétaire.", {"secretaire": "Pascal JEAN"}),
    ("S e c r é t a i r e   :   M. Pascal JEAN", {"secretaire": "Pascal JEAN"}),
    ("Secrétaire de séanceM. Pascal JEAN", {"secretaire": "Pascal JEAN"}),
    ("Ouverture de la séance à 18h30 par Mme Carole LELEU, Maire.", {"preside_par": "Carole LELEU", "heure": "18:30"}),
    ("La Maire, Carole LELEU, procède à l’appel.", {"preside_par": "Carole LELEU"}),
    ("Arrivée de M. JEAN à 18h42. La séance, ouverte à 18 heures 30, est levée à 20 h.", {"heure": "18:30"}),
    ("La mairie sera fermée de 9h à 12h. La séance est ouverte à 20 h.", {"heure": "20:00"}),
    ("Convocation affichée et mise en ligne le 28 mai 2025", {"affichage_date": "2025-05-28"}),
    ("DEL n° 2025/17", {"numero": "2025/17"}),
    (
        "Étaient présents, outre le maire : Marc WATTIEZ, Pascal JEAN\nPouvoirs :\n"
        "1. M. Luc MARTIN à M. Pascal JEAN\n2. Mme Zoé ROUX à M. Marc WATTIEZ",
        {
            "noms_presents": ("Marc WATTIEZ", "Pascal JEAN"),
            "pouvoirs": (Proxy("Luc MARTIN", "Pascal JEAN"), Proxy("Zoé ROUX", "Marc WATTIEZ")),
        },
    ),
    (
        "Séance du 3 juin 2025 ouverte à 18 h par M. Marc WATTIEZ, 1er adjoint, le maire étant empêché.",
        {"preside_par": "Marc WATTIEZ", "heure": "18:00"},
    ),
)
def test_the_opening(line: str, told: dict[str, object]) -> None:
    """Counts, secretary, who presides, hours and days."""
    assert _told(f"{HEAD}{line}\nObjet : {TITLE}\nAdopté par 9 voix pour.\n", told) == told


@cases(
    "heading",
    "Mairie de Rœulx – 3 juin 2025",
    "Rœulx - PV du 3 juin 2025",
    "MAIRIE DE RŒULX / CM 03.06.2025",
    "Commune du Rœulx\nConseil du 3 juin 2025",
    "COMPTE RENDU DE SÉANCE – RŒULX – 03/06/2025",
)
def test_the_commune_and_the_day_of_a_heading(heading: str) -> None:
    """Alone on the first lines, without « séance »."""
    text = f"{heading}\nPrésents : Luc MARTIN, Zoé ROUX\nObjet : {TITLE}\nAdopté par 9 voix pour.\n"
    assert _told(text, ("commune", "seance_date")) == {"commune": "59504", "seance_date": "2025-06-03"}


def test_labels_that_stand_above_their_days() -> None:
    """The day of the sitting is the third, not the first."""
    days = (
        "Date de convocation            Date d’affichage             Date de la séance\n"
        "14 mars 2025                   15 mars 2025                 21 mars 2025\n"
    )
    found = _told(
        f"VILLE D’HAVELUY\n{days}Objet : {TITLE}\nAdopté par 9 voix pour.\n", ("seance_date", "affichage_date")
    )
    assert found == {"seance_date": "2025-03-21", "affichage_date": "2025-03-15"}


@cases(
    "told",
    "Absents : M. MARTIN et Mme ROUX, qui ont remis leur pouvoir, le premier à M. WATTIEZ, la seconde à Mme LELEU",
    "Pouvoirs respectifs de M. MARTIN à M. WATTIEZ, et de Mme ROUX à Mme LELEU",
    "M. MARTIN et Mme ROUX ont donné respectivement pouvoir à M. WATTIEZ et Mme LELEU.",
    "M. MARTIN → M. WATTIEZ\nMme ROUX → Mme LELEU",
    "Excusés : M. MARTIN, Mme ROUX (procurations respectives à M. WATTIEZ et Mme LELEU)",
    "Représentés : M. MARTIN (mandataire : M. WATTIEZ), Mme ROUX (mandataire : Mme LELEU)",
    "Absents ayant délégué leur droit de vote : M. MARTIN (en faveur de M. WATTIEZ), Mme ROUX (en faveur de Mme LELEU)",
)
def test_two_mandates(told: str) -> None:
    """Each giver with the holder of the same rank."""
    text = f"{HEAD}Présents : MM. WATTIEZ, JEAN, Mme LELEU\n{told}\nObjet : {TITLE}\nAdopté par 9 voix pour.\n"
    found = _told(text, ("noms_presents", "pouvoirs"))
    assert found["noms_presents"] == ("WATTIEZ", "JEAN", "LELEU")
    assert found["pouvoirs"] == (Proxy("MARTIN", "WATTIEZ"), Proxy("ROUX", "LELEU"))


@cases(
    "told",
    "Mme Zoé ROUX, empêchée, a chargé M. Pascal JEAN de voter en son nom.",
    "Absente : Zoé ROUX, qui vote par l’intermédiaire de Pascal JEAN",
    "Zoé ROUX, absente, vote par procuration (Pascal JEAN)",
    "Absente : Zoé ROUX a délégué sa voix à son collègue Pascal JEAN",
    "Zoé ROUX s’est excusée et a remis à Pascal JEAN pouvoir de voter en son nom",
    "Excusée : Zoé ROUX (ayant laissé procuration à Pascal JEAN).",
    "Absente : Zoé ROUX (pouvoir à M. le Maire)",
)
def test_one_mandate(told: str) -> None:
    """In whatever words, to the mayor by the office too; nobody is absent besides."""
    text = f"{HEAD}Présents : M. Pascal JEAN, Maire, M. Luc MARTIN\n{told}\nObjet : {TITLE}\nAdopté par 9 voix pour.\n"
    found = _told(text, ("noms_presents", "pouvoirs", "noms_absents"))
    assert found["noms_presents"] == ("Pascal JEAN", "Luc MARTIN")
    assert found["pouvoirs"] == (Proxy("Zoé ROUX", "Pascal JEAN"),)
    assert not found["noms_absents"]


def test_a_table_of_mandates_with_their_days() -> None:
    """A third column says when each was given."""
    table = (
        "Mandants               Mandataires             Date du pouvoir\n"
        "MARTIN Luc             WATTIEZ Marc            28/05/2025\n"
        "ROUX Zoé               LELEU Carole            29/05/2025\n"
    )
    text = f"{HEAD}{table}\nObjet : {TITLE}\nAdopté par 9 voix pour.\n"
    assert _told(text, ("pouvoirs",))["pouvoirs"] == (
        Proxy("MARTIN Luc", "WATTIEZ Marc"),
        Proxy("ROUX Zoé", "LELEU Carole"),
    )


@cases(
    "present, names",
    (
        "Présents : Madame la Maire Carole LELEU, MM. Marc WATTIEZ, Pascal JEAN",
        ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"),
    ),
    ("Présents : LELEU Carole-WATTIEZ Marc- JEAN Pascal", ("LELEU Carole", "WATTIEZ Marc", "JEAN Pascal")),
    ("P r é s e n t s  : Mme LELEU, M. WATTIEZ, M. JEAN", ("LELEU", "WATTIEZ", "JEAN")),
    ("PrésentsMme Carole LELEU, M. Marc WATTIEZ", ("Carole LELEU", "Marc WATTIEZ")),
    ("Le maire procède à l’appel :\nCarole LELEU\nMarc WATTIEZ\nsoit 2 présents.", ("Carole LELEU", "Marc WATTIEZ")),
    (
        "Présents : Carole LELEU, Marc WATTIEZ, Pascal JEAN Monsieur le Maire souhaite la bienvenue au public.",
        ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"),
    ),
    (
        "ÉTAIENT PRÉSENTS (2)\nWATTIEZ Marc (1er adjoint) – JEAN Pascal\n\nÉTAIENT REPRÉSENTÉS (1)\n"
        "ROUX Zoé (par JEAN Pascal)\n\nÉTAIENT ABSENTS (1)\nMARTIN Luc\n",
        ("WATTIEZ Marc", "JEAN Pascal"),
    ),
    (
        "Présents\tAbsents avec pouvoir\nM. WATTIEZ Marc, M. JEAN Pascal\tMme ROUX Zoé à M. JEAN Pascal\n",
        ("WATTIEZ Marc", "JEAN Pascal"),
    ),
    (
        "Étaient présents : M. Luc MARTIN, maire ; M. Marc WATTIEZ, maire délégué d’Aubry ; "
        "Mme Zoé ROUX, maire déléguée de la Basse-Ville.",
        ("Luc MARTIN", "Marc WATTIEZ", "Zoé ROUX"),
    ),
    (
        "Étaient présents le maire, Luc MARTIN, ses adjoints Marc WATTIEZ et Zoé ROUX, les conseillers Pascal JEAN "
        "et Carole LELEU. Anne BLANC s’était excusée ; Jean PETIT avait remis un pouvoir à Zoé ROUX.\n"
        "Zoé ROUX tient la plume.",
        ("Luc MARTIN", "Marc WATTIEZ", "Zoé ROUX", "Pascal JEAN", "Carole LELEU"),
    ),
    (
        "Étaient présents autour de M. Luc MARTIN, Maire : Zoé ROUX, Pascal JEAN",
        ("Luc MARTIN", "Zoé ROUX", "Pascal JEAN"),
    ),
    (
        "Étaient présents, sous la présidence de Mme Zoé ROUX : Luc MARTIN, Pascal JEAN",
        ("Zoé ROUX", "Luc MARTIN", "Pascal JEAN"),
    ),
    ("Le conseil s’est réuni en présence de Mme Zoé ROUX et de M. Luc MARTIN.", ("Zoé ROUX", "Luc MARTIN")),
    ("Zoé ROUX, Luc MARTIN et Pascal JEAN sont présents.", ("Zoé ROUX", "Luc MARTIN", "Pascal JEAN")),
    ("Présents : Zoé ROUX, Luc MARTIN ; soit 2 conseillers sur 7, le quorum étant atteint", ("Zoé ROUX", "Luc MARTIN")),
    ("Présents : Mme M. ROUX, M. L. MARTIN", ("M. ROUX", "L. MARTIN")),
)
def test_those_present(present: str, names: tuple[str, ...]) -> None:
    """Whatever parts their names, and whatever follows them."""
    text = f"{HEAD}{present}\nObjet : {TITLE}\nAdopté par 9 voix pour.\n"
    assert read(text)[0].fields["noms_presents"].value == names


@cases(
    "decision, told",
    ("Pour : 6    Contre : 2    Abst : 1\nMme le Maire est autorisée à signer la convention.", {"abstentions": 1}),
    ("La convention est adoptée (10 pour).", {"pour": 10}),
    ("Adoptée à la majorité des suffrages exprimés : 10 pour, 2 contre", {"pour": 10, "contre": 2}),
    ("Résultat : 7 oui, 5 non.", {"pour": 7, "contre": 5, "unanimite": False}),
    ("→ 11 pour", {"pour": 11}),
    (
        "┌──────┬────────┐\n│ POUR │ CONTRE │\n├──────┼────────┤\n│  24  │   3    │\n└──────┴────────┘",
        {"pour": 24, "contre": 3},
    ),
)
def test_the_vote(decision: str, told: dict[str, object]) -> None:
    """On whatever line, in whatever words, in a table drawn with signs."""
    assert _told(f"{HEAD}Objet : {TITLE}\n{decision}\n", ("objet", *told)) == {"objet": TITLE} | told


def test_what_follows_a_result_is_decided_too() -> None:
    """The authorisation under the votes; the unanimity of the minutes of the last sitting is none of the vote."""
    votes = "POUR : 6\nCONTRE : 6\nABSTENTION : néant\n"
    text = (
        "COMMUNE D’HAVELUY\nConseil du 3 mars 2025\n"
        "Le maire fait approuver le CR de la réunion précédente. Unanimité.\n"
        f"DELIBERATION N° 4 : {TITLE}\n{votes}Mme le Maire est autorisée à signer.\n"
    )
    told = _told(text, ("unanimite", "pour", "contre", "autorise_signature"))
    assert told == {"unanimite": False, "pour": 6, "contre": 6, "autorise_signature": True}


@cases(
    "first, second",
    ("2025-06-17/A – {}", "2025-06-17/B – {}"),
    ("Délib. 25.07 : {}", "Délib. 25.08 : {}"),
    (
        "RAPPORT N° 1             Rapporteur : M. Marc WATTIEZ\n{}",
        "RAPPORT N° 2             Rapporteur : M. Pascal JEAN\n{}",
    ),
    ("{}                           DEL_2025_011", "{}                           DEL_2025_012"),
)
def test_points_are_told(first: str, second: str) -> None:
    """By a letter after the day, by a month and a rank, by a report, by a number at the right end."""
    points = ((first.format("Voirie communale"), 10), (second.format(TITLE), 11))
    text = HEAD + "\n".join(f"{point}\nVotants 11 – Pour {count}\n" for point, count in points)
    told = [(act.fields["objet"].value, act.fields["pour"].value) for act in read(text)]
    assert told == [("Voirie communale", 10), (TITLE, 11)]


@cases(
    "line, number",
    ("25.12.101 - {}", "25.12.101"),
    ("65/2025 {}", "65/2025"),
    ("Délib 4 : {}", "4"),
    ("AFFAIRE N° 08-290825 : {}", "08-290825"),
    ("Délib. n° 2025-61 Conseiller numérique : {}", "2025-61"),
)
def test_the_number_of_one_act(line: str, number: str) -> None:
    """And its title beside it."""
    told = _told(
        f"{HEAD}{line.format(TITLE)}\nLe conseil, par 9 voix pour, autorise le maire à signer.\n", ("numero", "objet")
    )
    assert told["numero"] == number
    assert str(told["objet"]).endswith(TITLE)


def test_a_title_ends_before_a_paragraph() -> None:
    """Which is one of a Word file: no page has such a line."""
    reasons = "La communauté d’agglomération met ses médiateurs à la disposition des communes qui le demandent, "
    text = f"{HEAD}Objet : {TITLE}\n{reasons}deux demi-journées par mois, à la mairie.\nAdopté par 9 voix pour.\n"
    assert read(text)[0].fields["objet"].value == TITLE


@cases("vote", "VOTE : OUI 29 / NON 1 / ABSTENTION 1", "OUI : 29\nNON : 1\nAbstention : 1")
def test_articles_under_a_verb_alone_and_a_vote_by_yes_and_no(vote: str) -> None:
    """« DÉCIDE » on its line, then articles: what they authorise is read without « après en avoir délibéré »."""
    decided = "DÉCIDE\n\nArticle 1 : d’approuver la convention.\nArticle 2 : d’autoriser Madame le Maire à la signer.\n"
    found = _told(
        f"{HEAD}Objet : {TITLE}\nVu le code général des collectivités territoriales,\n{decided}\n{vote}\n",
        ("autorise_signature", "pour", "contre", "abstentions"),
    )
    assert found == {"autorise_signature": True, "pour": 29, "contre": 1, "abstentions": 1}


def test_who_was_absent_or_presides_in_a_sentence() -> None:
    """« Étaient présents le maire, X, … », « Y s’était excusée »."""
    text = (
        f"{HEAD}Étaient présents le maire, Luc MARTIN, et Zoé ROUX. Anne BLANC s’était excusée ; Jean PETIT avait "
        f"remis un pouvoir à Zoé ROUX.\nZoé ROUX tient la plume.\nObjet : {TITLE}\nAdopté par 3 voix pour.\n"
    )
    told = _told(text, ("preside_par", "noms_absents", "pouvoirs"))
    assert told == {
        "preside_par": "Luc MARTIN",
        "noms_absents": ("Anne BLANC",),
        "pouvoirs": (Proxy("Jean PETIT", "Zoé ROUX"),),
    }


def test_who_does_not_answer_is_absent() -> None:
    """« Répondent à l’appel », « Ne répondent pas »."""
    text = (
        f"{HEAD}Répondent à l’appel : Marc WATTIEZ, Pascal JEAN.\nNe répondent pas : Luc MARTIN, Zoé ROUX.\n"
        f"Objet : {TITLE}\nAdopté par 9 voix pour.\n"
    )
    assert _told(text, ("noms_presents", "noms_absents")) == {
        "noms_presents": ("Marc WATTIEZ", "Pascal JEAN"),
        "noms_absents": ("Luc MARTIN", "Zoé ROUX"),
    }


@cases(
    "counted, names, confidence",
    ("Présents : 3\n", ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"), "certain"),
    ("", ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"), "doubtful"),
    ("Présents : 2\n", ("Marc WATTIEZ", "Pascal JEAN"), "doubtful"),
)
def test_who_presides_sits_though_the_list_names_the_others(
    counted: str, names: tuple[str, ...], confidence: str
) -> None:
    """A number of one more proves it; one that is the list's says that somebody else presides, perhaps."""
    fields = read(
        f"COMMUNE DE BRILLON\nSéance du 3 juin 2025 sous la présidence de Mme Carole LELEU, Maire\n{counted}"
        f"Conseillers présents : Marc WATTIEZ, Pascal JEAN\nObjet : {TITLE}\nAdopté par 9 voix pour.\n"
    )[0].fields
    assert (fields["noms_presents"].value, fields["noms_presents"].confidence) == (names, confidence)


@cases(
    "title, number",
    ("Objet : Convention de médiation numérique - DE_2025_031", "DE_2025_031"),
    ("Thème : Vie sociale\nObjet : Convention de médiation numérique", None),
    ("Convention de médiation numérique : autorisation de signature", None),
)
def test_a_title_is_read_without_its_number_nor_its_theme(title: str, number: str | None) -> None:
    """What an act is about is its object, whatever stands above or behind it."""
    fields = read(f"{HEAD}Présents : Luc MARTIN, Zoé ROUX\n\n{title}\n\nLe maire expose.\nAdopté par 9 voix pour.\n")
    assert str(fields[0].fields["objet"].value).startswith("Convention de médiation numérique")
    assert (fields[0].fields["numero"].value, "DE_" in str(fields[0].fields["objet"].value)) == (number, False)


def test_the_line_of_the_sitting_under_a_number_is_no_title() -> None:
    """« Délibération D2025-12-67 », and under it the meeting and its day."""
    text = (
        "VILLE D’HAVELUY\n\nDélibération D2025-12-67\nRéunion du Conseil Municipal – 4 décembre 2025, 18h45\n\n"
        "Présents : Luc MARTIN, Zoé ROUX\n\nRENOUVELLEMENT DE LA CONVENTION DE MÉDIATION NUMÉRIQUE\n\n"
        "Le conseil municipal, à l’unanimité, renouvelle la convention.\n"
    )
    told = _told(text, ("numero", "objet"))
    assert told == {"numero": "D2025-12-67", "objet": "RENOUVELLEMENT DE LA CONVENTION DE MÉDIATION NUMÉRIQUE"}


def test_a_heading_that_tells_number_object_and_vote_above_the_opening() -> None:
    """The opening beneath is read, and what is afferent is in doubt those in office."""
    text = (
        "MAIRIE de Brillon\nRéférence\n2025_06_04\nObjet de la délibération\nConvention de médiation numérique\n\n"
        "Nombre de membres\nAfférents   Présents   Qui ont pris part au vote\n15          2          3\n\n"
        "Vote\nA l'unanimité\nPour : 3\nContre : 0\nAbstention : 0\n\n"
        "Acte rendu exécutoire après dépôt en Préfecture de Lille\nLe : 16/06/2025\n\n"
        "L'an 2025, le 12 Juin à 20:00, le Conseil Municipal s'est réuni sous la présidence de Madame LELEU Carole, "
        "Maire.\nPrésents : Mme LELEU Carole, Maire, M. WATTIEZ Marc\nExcusé ayant donné procuration : M. JEAN Pascal "
        "à M. WATTIEZ Marc\nSecrétaire : M. WATTIEZ Marc\n\nAprès en avoir délibéré, le Conseil approuve la "
        "convention.\n"
    )
    told = _told(text, ("heure", "preside_par", "noms_presents", "en_exercice", "votants"))
    assert told == {
        "heure": "20:00",
        "preside_par": "LELEU Carole",
        "noms_presents": ("LELEU Carole", "WATTIEZ Marc"),
        "en_exercice": 15,
        "votants": 3,
    }
    assert str(read(text)[0].fields["envoye_le"].value) == "2025-06-16"


def test_an_object_in_small_letters_ends_where_a_sentence_begins() -> None:
    """A sentence in small letters too goes on with no title, unless the title has no end."""
    text = f"{HEAD}objet : convention médiateur numérique avec\nle conseil départemental\n"
    told = "le maire explique que le département propose un médiateur\naprès discussion le conseil donne son accord\n"
    assert read(text + told)[0].fields["objet"].value == "convention médiateur numérique avec le conseil départemental"


def test_the_leaf_of_a_register_is_no_sure_number_and_the_sitting_no_title() -> None:
    """« 2025/37 » may be the leaf's, and the majority that the members present are no vote."""
    fields = read(
        "2025/37\n\nSÉANCE DU 1er JUILLET 2025\n\nL’an deux mille vingt-cinq, le premier juillet à dix-huit heures, le "
        "conseil municipal de la commune de Maulde s’est réuni.\nÉtaient présents : Mme LELEU Carole, M. WATTIEZ Marc, "
        "lesquels forment la majorité des quinze membres en exercice.\n\nCONVENTION DE MÉDIATION NUMÉRIQUE AVEC LA "
        "COMMUNAUTÉ\n\nMadame le Maire donne lecture de la convention.\nLe conseil, à l’unanimité, l’approuve.\n"
    )[0].fields
    assert fields["objet"].value == "CONVENTION DE MÉDIATION NUMÉRIQUE AVEC LA COMMUNAUTÉ"
    assert (fields["numero"].value, fields["numero"].confidence) == ("2025/37", "doubtful")


def test_a_title_above_who_reports() -> None:
    """What the report says stands under the title."""
    text = (
        "Ville d’Haveluy\nConseil municipal du 27 juin 2025\nDélibération n° 2025/15\n\nLe conseil, convoqué le 20 "
        "juin 2025, s’est réuni.\nPrésents : Luc MARTIN, Zoé ROUX\n\nINCLUSION NUMÉRIQUE – CONVENTION – AUTORISATION\n"
        "\nRapporteur : Mme Zoé ROUX\nLe numérique est partout.\nLe conseil municipal, après en avoir délibéré, à "
        "l’unanimité, autorise le maire à signer.\n"
    )
    assert _told(text, ("objet",)) == {"objet": "INCLUSION NUMÉRIQUE – CONVENTION – AUTORISATION"}


@cases(
    "above, title",
    ("Délibération numéro 61\n\nConvocation envoyée le 1er octobre 2025.\nPrésents : deux.", TITLE),
    ("Délibération 2025.11.13.7\n\nPrésident : Luc MARTIN\nSecrétaire de séance : Zoé ROUX", f"{TITLE} : 2026-2028"),
)
def test_what_an_opening_labels_is_no_title(above: str, title: str) -> None:
    """The line under a number may be the first of the opening."""
    text = (
        f"COMMUNE D’HASNON\nSéance du conseil municipal du 7 octobre 2025\n\n{above}\n\nÉtaient présents : Luc MARTIN, "
        f"maire ; Zoé ROUX.\n\n{title}\n\nVU le code général des collectivités territoriales,\nLe conseil municipal, à "
        "l’unanimité, approuve.\n"
    )
    assert _told(text, ("objet",)) == {"objet": title}


def test_what_heads_a_part_of_an_act_is_no_title_and_nobody() -> None:
    """« EXPOSÉ » under a list, « DISPOSITIF » above what is decided."""
    fields = read(
        f"DÉLIBÉRATION N° 25-034\n\nCommune : HAULCHIN\nIntitulé : {TITLE}\n\nMembres présents : Luc MARTIN, Zoé ROUX."
        "\nMembre absent : Jean PETIT.\n\nEXPOSÉ\nLe maire rappelle les besoins.\n\nDISPOSITIF\nLe conseil municipal "
        "approuve la convention.\n\nRÉSULTAT DU VOTE\nPour : 10      Contre : 0\n"
    )[0].fields
    assert (fields["objet"].value, fields["noms_absents"].value) == (TITLE, ("Jean PETIT",))


def test_lists_by_office_name_the_mayor_first() -> None:
    """« Maire », « Adjoints », « Conseillers »: all of them sat."""
    lists = "Maire : Zoé ROUX\nAdjoints : Luc MARTIN, Marc WATTIEZ\nConseillers : Pascal JEAN\nAbsent : Jean PETIT\n"
    told = _told(f"{HEAD}{lists}\nObjet : {TITLE}\nAdopté par 9 voix pour.\n", ("noms_presents", "noms_absents"))
    present = ("Zoé ROUX", "Luc MARTIN", "Marc WATTIEZ", "Pascal JEAN")
    assert told == {"noms_presents": present, "noms_absents": ("Jean PETIT",)}


def test_what_is_sent_to_the_state_is_no_mandate_and_what_it_received_has_its_day() -> None:
    """« Transmis au représentant de l’État », « AR Prefecture » above a blank line."""
    text = (
        f"AR Prefecture\n\n059-215904400-20250603-1-DE\nReçu le 12/06/2025\n\n{HEAD}Présents : Luc MARTIN, Zoé ROUX\n"
        f"Pouvoir : Jean PETIT à Zoé ROUX\nTransmis au représentant de l’État le 12/06/2025\nObjet : {TITLE}\n"
        "Adopté par 3 voix pour.\n"
    )
    assert _told(text, ("pouvoirs",)) == {"pouvoirs": (Proxy("Jean PETIT", "Zoé ROUX"),)}
    assert str(read(text)[0].fields["recu_le"].value) == "2025-06-12"


def test_a_council_that_met_somewhere_on_a_day() -> None:
    """« s’est réuni à la mairie le 18 février 2025 », after the day of the convocation."""
    told = _told(
        "Extrait du registre des délibérations de la commune de Rœulx\nLe conseil municipal, convoqué le 11 février "
        f"2025, s’est réuni à la mairie le 18 février 2025 à 18 heures 30.\nObjet : {TITLE}\nAdopté par 9 voix pour.\n",
        ("seance_date", "convocation_date", "heure"),
    )
    assert told == {"seance_date": "2025-02-18", "convocation_date": "2025-02-11", "heure": "18:30"}
