"""Minutes of several points are cut at any numbering, and an act that is alone is not cut."""

from __future__ import annotations

import cProfile
import datetime

from generator.minutes.extracts import extracts
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, read

TITLE = "Convention d’accompagnement numérique"


@cases(
    "first, second, number",
    ("1. Voirie", f"2. {TITLE}", None),
    ("1 – VOIRIE", f"2 – {TITLE.upper()}", None),
    ("1/ Voirie", f"2/ {TITLE}", None),
    ("1°) : Voirie :", f"2°) : {TITLE} :", None),
    ("1.- Voirie", f"2.- {TITLE}", None),
    ("Point n° 1 Voirie", f"Point n° 2 {TITLE}", None),
    ("Délibération n° 041 2025 : Voirie", f"Délibération n° 042 2025 : {TITLE}", "042 2025"),
    ("+ Délibération n° 2025-41 : Voirie", f"+ Délibération n° 2025-42 : {TITLE}", "2025-42"),
    ("--------2025-41 Voirie", f"--------2025-42 {TITLE}", "2025-42"),
    ("II. TRAVAUX\nDL-041-25 - Voirie", f"III. AFFAIRES GÉNÉRALES\nDL-042-25 - {TITLE}", "DL-042-25"),
    ("1 Voirie", f"2 {TITLE}", None),
    ("1.1 Voirie", f"1.2 {TITLE}", None),
    ("I) Voirie :", f"II) {TITLE} :", None),
    ("IX – Voirie", f"X – {TITLE}", None),
    ("A) Voirie", f"B) {TITLE}", None),
    ("Question 1 – Voirie", f"Question 2 – {TITLE}", None),
    ("Rapport n° 1\nVoirie", f"Rapport n° 2\n{TITLE}", None),
    ("Première délibération : Voirie", f"Deuxième délibération : {TITLE}", None),
    ("1re délibération : Voirie", f"2e délibération : {TITLE}", None),
    ("041/25 :\nVOIRIE", f"042/25 :\n{TITLE.upper()}", "042/25"),
    ("VOIRIE : 2025-41", f"{TITLE.upper()} : 2025-42", "2025-42"),
    ("Voirie (2025-41)", f"{TITLE} (2025-42)", "2025-42"),
    ("2025/06/01 – Voirie", f"2025/06/02 – {TITLE}", "2025/06/02"),
    ("N°250603 001 - Voirie", f"N°250603 002 - {TITLE}", "250603 002"),
    ("25-06/041 – Voirie :", f"25-06/042 – {TITLE} :", "25-06/042"),
    ("2025 06 01 Voirie", f"2025 06 02 {TITLE}", "2025 06 02"),
    ("20250603 1-VOIRIE", f"20250603 2-{TITLE.upper()}", "20250603 2"),
    ("• DE- 2025/41 – Voirie", f"• DE- 2025/42 – {TITLE}", "DE-2025/42"),
    ("1. Voirie communale,\n", f"2. {TITLE},\n", None),
    ("D41-2025 Voirie", f"D42-2025 {TITLE}", "D42-2025"),
    ("DEL2025-041 Voirie", f"DEL2025-042 {TITLE}", "DEL2025-042"),
    ("2025-06-041\nI – Voirie", f"2025-06-042\nII – {TITLE}", "2025-06-042"),
    ("Délibération n° 2025-41\nVOIRIE", f"Délibération n° 2025-42\n{TITLE.upper()}", "2025-42"),
    ("Objet : Voirie", f"Objet : {TITLE}", None),
    ("VOIRIE COMMUNALE", TITLE.upper(), None),
    ("• Voirie communale", f"• {TITLE}", None),
    ("• 1. Voirie", f"• 2. {TITLE}", None),
    ("- 1 - Voirie", f"- 2 - {TITLE}", None),
    ("(1) Voirie", f"(2) {TITLE}", None),
    ("A. Voirie", f"B. {TITLE}", None),
    ("§ 1 Voirie", f"§ 2 {TITLE}", None),
    ("I – 1 : Voirie", f"I – 2 : {TITLE}", None),
    ("Objet n° 1 : Voirie", f"Objet n° 2 : {TITLE}", None),
    ("- Délibération D202541 – Voirie", f"- Délibération D202542 – {TITLE}", "D202542"),
    ("Délibération n°41 – Voirie", f"Délibération n°42 – {TITLE}", "42"),
    ("Acte n° 41 : Voirie", f"Acte n° 42 : {TITLE}", "42"),
    ("DCM n° 41 : Voirie", f"DCM n° 42 : {TITLE}", "42"),
    ("Délib. n° 41 : Voirie", f"Délib. n° 42 : {TITLE}", "42"),
    ("D.2025-41 : Voirie", f"D.2025-42 : {TITLE}", "D.2025-42"),
    ("20250603-01 : Voirie", f"20250603-02 : {TITLE}", "20250603-02"),
    ("2025/D/41 : Voirie", f"2025/D/42 : {TITLE}", "2025/D/42"),
    ("41 / 2025 : Voirie", f"42 / 2025 : {TITLE}", "42/2025"),
    ("Voirie – Délibération n° 2025-41", f"{TITLE} – Délibération n° 2025-42", "2025-42"),
    ("VOIRIE COMMUNALE\nDélibération n° 2025-41", f"{TITLE.upper()}\nDélibération n° 2025-42", "2025-42"),
    ("I/ Travaux\n1. Voirie", f"II/ Services\n1. {TITLE}", None),
    ("Affaire n° 2025-41 : Voirie", f"Affaire n° 2025-42 : {TITLE}", "2025-42"),
    ("Réf : 2025-41\nVoirie communale", f"Réf : 2025-42\n{TITLE}", "2025-42"),
    ("2 – N° 2025-41 - Voirie", f"3 – N° 2025-42 - {TITLE}", "2025-42"),
    ("Point 2 – Voirie :\n2025-06-DCM-41", f"Point 3 – {TITLE} :\n2025-06-DCM-42", "2025-06-DCM-42"),
    ("2025-DCM-41\nNomenclature : 8.3", f"POINT 3 – {TITLE} :\n2025-DCM-42\nNomenclature : 1.4", "2025-DCM-42"),
    ("2025/41 – VOIRIE", f"N° 2025/42 - {TITLE.upper()}", "2025/42"),
    ("-DE-2025/41 – Voirie", f"-DE-2025/42 – {TITLE}", "DE-2025/42"),
    ("1. D2025-41 - Voirie", f"2. D2025-42 - {TITLE}", "D2025-42"),
    ("20250603 1.VOIRIE, rapporteur M. JEAN,", f"20250603 2.{TITLE.upper()}, rapporteur M. JEAN,", "20250603 2"),
    ("20250603 1 Voirie communale,", f"20250603 2 {TITLE},", "20250603 2"),
    ("Voirie : Délibération n° 2025_041_D (voir annexe)", f"{TITLE} : Délibération n° 2025_042_D", "2025_042_D"),
    (
        "a. Voirie de la rue Haute\nDélibération n° 2025_041_D (voir annexe)",
        f"b. {TITLE}\nDélibération n° 2025 _042_D (voir annexe)",
        "2025 _042_D",
    ),
)
def test_each_point_is_an_act(first: str, second: str, number: str | None) -> None:
    """Two acts of one sitting, each with its title, its number where it has one, and its own vote."""
    roads, ours = read(f"{OPENING}\n{first}\n{ROADS}{second}\n{OURS}{CLOSING}")
    assert str(ours.fields["objet"].value).casefold() == TITLE.casefold()
    assert ours.fields["numero"].value == number
    votes = [[act.fields[name].value for name in ("pour", "contre", "unanimite")] for act in (roads, ours)]
    assert votes == [[1, 2, False], [3, 0, True]]
    assert {act.fields["seance_date"].value for act in (roads, ours)} == {datetime.date(2025, 6, 3)}


def test_titles_in_capitals_need_no_empty_line() -> None:
    """Each stands on its line, before the reasons of its act."""
    roads, ours = read(f"{OPENING}VOIRIE COMMUNALE :{ROADS.rstrip()}\n{TITLE.upper()} :{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in (roads, ours)] == ["VOIRIE COMMUNALE", TITLE.upper()]


@cases(
    "before",
    "1/ SECRÉTAIRE : M. Pascal JEAN\n\n2/ COMPTE RENDU DU 8 AVRIL 2025 : approuvé à l’unanimité\n\n3/",
    "I – Approbation du compte rendu de la séance précédente\nApprouvé par 3 voix.\n\nII –",
)
def test_points_of_procedure_tell_the_numbering_of_the_only_act(before: str) -> None:
    """« 1/ Procès-verbal : approuvé. 2/ Convention … »."""
    (ours,) = read(f"{OPENING}\n{before} {TITLE}\n{OURS}{CLOSING}")
    assert (ours.fields["objet"].value, ours.fields["unanimite"].value) == (TITLE, True)


def test_a_council_that_takes_note_decides() -> None:
    """« Le conseil prend acte » ends a point as a vote does."""
    told = "\nMadame la Maire présente le rapport.\nLe conseil municipal prend acte du rapport.\n\n"
    acts = read(f"{OPENING}\n1. Décisions de la Maire\n{told}2. {TITLE}\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Décisions de la Maire", TITLE]
    assert acts[0].fields["unanimite"].value is None


def test_a_noun_is_no_verb_and_an_agreement_no_title() -> None:
    """« Ouverture des crédits » heads a point; « Accord à l’unanimité » under a blank line is its vote."""
    told = "\nDes travaux sont à payer avant le vote du budget.\n\nAccord à l’unanimité\n\n"
    acts = read(f"{OPENING}\n• Ouverture des crédits\n{told}• Tarifs de la cantine\n{told}{CLOSING}")
    assert [(act.fields["objet"].value, act.fields["unanimite"].value) for act in acts] == [
        ("Ouverture des crédits", True),
        ("Tarifs de la cantine", True),
    ]


def test_what_is_accepted_is_decided() -> None:
    """« Les propositions sont acceptées » tells a point, and no vote."""
    told = "\nDeux délégués sont à remplacer. Les propositions suivantes sont acceptées :\nM. Pascal JEAN\n\n"
    acts = read(f"{OPENING}\n1. Délégués au syndicat\n{told}2. {TITLE}\n{OURS}{CLOSING}")
    assert [act.fields["unanimite"].value for act in acts] == [None, True]


def test_an_agenda_is_not_cut() -> None:
    """Its items tell no vote: the last of them is not the title of the act that follows."""
    agenda = f"\n1. Approbation du procès-verbal du 8 avril 2025\n2. {TITLE}\n3. Questions diverses\n"
    acts = read(f"{OPENING}{agenda}{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == [None]


def test_points_that_are_no_acts_are_left_aside() -> None:
    """The minutes of the last sitting, its secretary, what is only told."""
    text = (
        f"{OPENING}\n1. Approbation du procès-verbal de la séance du 8 avril 2025\n\nAdopté à l’unanimité.\n\n"
        f"2. Voirie\n{ROADS}3. Informations\n\nLa fête aura lieu en juillet.\n\n4. {TITLE}\n{OURS}{CLOSING}"
    )
    assert [act.fields["objet"].value for act in read(text)] == ["Voirie", TITLE]


def test_a_number_inside_an_operative_part_begins_no_act() -> None:
    """« 1. d’approuver … 2. d’autoriser … », whatever votes are told around them."""
    text = (
        f"{OPENING}\nObjet : {TITLE}\nVu le code,\nLe conseil municipal, après en avoir délibéré, à l’unanimité :\n"
        "1. approuve la convention ;\n2. autorise Madame la Maire à la signer, vote à l’unanimité.\n" + CLOSING
    )
    assert len(read(text)) == 1


@cases("title", "CONVENTION DE MÉDIATION NUMÉRIQUE", "CONVENTION RELATIVE AU NUMÉRIQUE", "PLANNING")
def test_the_title_of_an_act_is_no_convention_that_is_joined(title: str) -> None:
    """The council decides after it, and decides again after that."""
    text = (
        f"{OPENING}Délibération n° 2025-41\nVOIRIE\n{ROADS}Délibération n° 2025-42\n{title}\n{OURS}"
        f"Délibération n° 2025-43\nSUBVENTIONS\n{ROADS}"
    )
    acts = read(text)
    assert [act.fields["numero"].value for act in acts] == ["2025-41", "2025-42", "2025-43"]
    assert [act.fields["pour"].value for act in acts] == [1, 3, 1]


@cases(
    "heading, number",
    ("2025-06-042\nII – Voirie communale", "2025-06-042"),
    ("1/ VOIRIE COMMUNALE", None),
    ("1re délibération : Voirie communale", None),
)
def test_the_only_point_is_told_with_a_doubt(heading: str, number: str | None) -> None:
    """No other confirms that it is one."""
    (act,) = read(f"{OPENING}\n{heading}\n{ROADS}{CLOSING}")
    assert str(act.fields["objet"].value).casefold() == "voirie communale"
    assert act.fields["objet"].confidence == "doubtful"
    assert act.fields["numero"].value == number


def test_an_object_ends_before_the_vote_on_its_line() -> None:
    """« 25/16 – Objet : … Votants : 3 Pour : 1 Contre : 2 Abstentions : 0 »."""
    heading = "25/16 – OBJET : Voirie communale Votants : 3 Pour : 1 Contre : 2 Abstentions : 0\nLe maire expose.\n"
    (act,) = read(f"{OPENING}{heading}Après en avoir délibéré, le conseil municipal rejette le programme.\n{CLOSING}")
    found = [act.fields[name].value for name in ("objet", "numero", "pour", "contre", "abstentions")]
    assert found == ["Voirie communale", "25/16", 1, 2, 0]


def test_a_convention_that_tells_of_votes_is_still_joined() -> None:
    """A contract says « entre les soussignés » soon after its title."""
    contract = "CONVENTION DE SERVICE\nEntre les soussignés, d’une part, …\nLe comité décide à l’unanimité.\n"
    (extract,) = extracts((f"{OPENING}Objet : {TITLE}\n{OURS}Fait et délibéré en séance.\n{contract}",))
    assert extract.text.text[extract.annex :].startswith("CONVENTION DE SERVICE")


def test_minutes_that_cannot_be_cut_tell_no_certain_vote() -> None:
    """Two deliberations in one text without any heading: nothing of a vote is certain."""
    (deliberation,) = read(OPENING + ROADS + OURS + CLOSING)
    for name in ("pour", "contre", "unanimite"):
        assert deliberation.fields[name].confidence == "doubtful"
        assert "plusieurs votes" in deliberation.fields[name].why


def test_the_work_grows_as_the_minutes_do() -> None:
    """Twice as many acts take twice as many calls: no act is read again for each other one."""
    speech = "Chacun connaît la question et plusieurs membres demandent la parole à tour de rôle.\n" * 30

    def calls(count: int) -> int:
        points = "".join(f"{rank}. Voirie, tranche {rank}\n{ROADS}{speech}" for rank in range(1, count + 1))
        profile = cProfile.Profile()
        acts = profile.runcall(read, f"{OPENING}\n{points}{CLOSING}")
        assert len(acts) == count
        return sum(entry.callcount for entry in profile.getstats())

    read(OPENING)  # what is kept between two readings is there before the first is counted
    assert calls(40) < 2.2 * calls(20)


@cases(
    "vote, sides",
    ("Vote : 1 pour / 2 contre / 0 abstention", (1, 2, 0)),
    ("1 vote pour. 2 abstentions", (1, None, 2)),
    ("2 votes contre 1 abstention 0 vote pour", (0, 2, 1)),
    ("2 contre, 0 abstention, 1 pour", (1, 2, 0)),
)
def test_points_are_told_by_their_votes_alone(vote: str, sides: tuple[int | None, ...]) -> None:
    """No « après en avoir délibéré »; a number after « Vote : » belongs to what follows it."""
    points = f"1/ Voirie\n{vote}\n\n2/ {TITLE}\n3 votes pour\n\n"
    acts = read(f"{OPENING}\nOrdre du jour\n\n{points}")
    assert [act.fields["objet"].value for act in acts] == ["Voirie", TITLE]
    assert tuple(acts[0].fields[name].value for name in ("pour", "contre", "abstentions")) == sides


def test_a_title_whose_next_line_begins_with_a_capital_is_not_certain() -> None:
    """Without a blank line nothing tells a title that goes on from the report that begins."""
    points = f"1. Voirie communale\nTrois devis sont reçus.\n{ROADS}2. {TITLE}\n{OURS}"
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert (acts[0].fields["objet"].value, acts[0].fields["objet"].confidence) == ("Voirie communale", "doubtful")


def test_the_number_of_a_page_is_no_act() -> None:
    """« Page 1/6 » between two lines of a point."""
    points = f"1. Voirie\nPage 1/6\nTravaux de la rue\n{ROADS}2. {TITLE}\n Page 2/6\n{OURS}"
    assert {act.fields["numero"].value for act in read(f"{OPENING}\n{points}{CLOSING}")} == {None}


@cases("bullet", "● ", "➢ ", "* ", "« ")
def test_titles_under_a_bullet_are_points(bullet: str) -> None:
    """Whatever the sentence under them begins with."""
    end = " »" if bullet == "« " else ""
    text = (
        f"{OPENING}\n{bullet}Programme de voirie{end}\nLes devis ont été reçus en mairie la semaine passée.\n"
        f"Vote : 1 pour, 2 contre.\n\n{bullet}Convention de médiation numérique{end}\n"
        f"Il convient de renouveler la convention avec La Porte du Hainaut.\nAdopté à l’unanimité.\n{CLOSING}"
    )
    roads, ours = read(text)
    assert (ours.fields["objet"].value, ours.fields["objet"].confidence) == (
        "Convention de médiation numérique",
        "doubtful",
    )
    assert (roads.fields["contre"].value, ours.fields["unanimite"].value) == (2, True)


@cases("number, told", ("2025-12 ", "certain"), ("2025 – 12 – 03.06 – ", "certain"), ("01-06-2025 : ", "doubtful"))
def test_a_point_that_is_cut_before_its_vote_is_told_by_its_number(number: str, told: str) -> None:
    """Surely by one with the year of the sitting; another may be anything."""
    (act,) = read(f"{OPENING}\n{number}Convention de médiation numérique\nMadame la Maire rappelle l’offre faite\n")
    assert act.fields["objet"].value == "Convention de médiation numérique"
    assert {act.fields[name].confidence for name in ("objet", "numero")} == {told}


def test_a_page_number_above_the_opening_is_no_rank() -> None:
    """It would take the whole opening for a point."""
    (act,) = read(f"1\n\nDÉPARTEMENT DU NORD\n\n{OPENING}\nVu le code,\nLe conseil approuve à l’unanimité.\n")
    assert act.fields["objet"].confidence == "missing"
    assert act.fields["noms_presents"].value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


@cases(
    "line",
    "convoqué le 27-05-2025 par la mairie",
    "Les 12 – 14 agents",
    "● Mme Carole LELEU, titulaire",
    "14/2025 euros",
)
def test_figures_and_lists_of_a_page_are_no_points(line: str) -> None:
    """A date, a length, a name under a bullet."""
    (act,) = read(f"{OPENING}\n{line}\n\nVu le code,\nLe conseil, après en avoir délibéré, approuve à l’unanimité.\n")
    assert act.fields["numero"].confidence == act.fields["objet"].confidence == "missing"


def test_a_number_above_four_points_is_the_sittings() -> None:
    """None of the points has it for sure."""
    titles = ("Voirie", "Éclairage", "Cimetière", "Cantine")
    acts = read(
        f"n° 20250603 du registre\n{OPENING}"
        + "".join(f"{rank} - {title}\n{ROADS}" for rank, title in enumerate(titles, 1))
        + CLOSING
    )
    assert [act.fields["objet"].value for act in acts] == [*titles]
    assert all(act.fields["numero"].confidence != "certain" for act in acts)


def test_acts_are_cut_where_they_stand_and_not_where_a_list_tells_them_again() -> None:
    """The minutes end with the acts of the sitting, numbers and titles."""
    roads, ours = read(
        f"{OPENING}\n2025/41 – VOIRIE\n{ROADS}N° 2025/42 - {TITLE}\n{OURS}"
        f"Délibérations de la séance, adoptées à l’unanimité :\nN° 2025/41 Voirie\nN° 2025/42 {TITLE}\n{CLOSING}"
    )
    assert [roads.fields[name].value for name in ("numero", "pour", "contre")] == ["2025/41", 1, 2]
    assert ours.fields["numero"].value == "2025/42"


def test_nothing_is_cut_between_two_numbers_that_follow_each_other() -> None:
    """Headings and votes within an act are its own: « 1. Voirie rurale », « 2. Voirie urbaine »."""
    inside = f"1. Voirie rurale\n{ROADS}2. Voirie urbaine\n{ROADS}"
    acts = read(f"{OPENING}\nN° 2025-41 : Voirie\n{inside}N° 2025-42 : {TITLE}\n{OURS}{CLOSING}")
    assert [act.fields["numero"].value for act in acts] == ["2025-41", "2025-42"]


def test_a_title_goes_on_over_a_blank_line_after_a_small_word() -> None:
    """The page is read with room between its lines."""
    title = "Convention d’accompagnement numérique des\n\nhabitants de la commune"
    _, ours = read(f"{OPENING}\nPoint 1 – Voirie :\n{ROADS}Point 2 – {title} :\n{OURS}{CLOSING}")
    assert ours.fields["objet"].value == title.replace("\n\n", " ")


def test_the_title_above_a_number_is_the_points_when_a_vote_stands_beside_it() -> None:
    """« Point n° 1 Voirie », and under it « DCM 25.1.49 | À l’unanimité »: a vote is no title."""
    lines = f"\nPoint n° 1 Voirie\nDCM 25.1.49 | À l’unanimité\n\nPoint n° 2 {TITLE}\nDCM 25.1.50 | À l’unanimité\n"
    _, ours = read(OPENING + lines + CLOSING)
    assert (ours.fields["objet"].value, ours.fields["numero"].value) == (TITLE, "25.1.50")
    assert ours.fields["unanimite"].value is True


def test_numbers_alone_on_their_lines_are_pages_where_points_have_ranks() -> None:
    """« 2 » at a page's foot, in the middle of a point, with a line in capitals beneath."""
    roads = ROADS.replace("\n\n", "\n").replace("reçus.", "reçus.\n2\nEntreprise retenue")
    text = OPENING + f"\n1) Voirie{roads}2) {TITLE}\nMadame la Maire présente le projet.\n3\nMédiateur de la communauté"
    text += "\nLe conseil municipal, après en avoir délibéré, à l’unanimité, l’approuve.\n"
    assert [act.fields["objet"].value for act in read(text + CLOSING)] == ["Voirie", TITLE]


@cases(
    "first, lost, third",
    ("1. VOIRIE COMMUNALE", TITLE.upper(), "3. TARIFS DE LA CANTINE"),
    ("1. Voirie communale", TITLE, "3. Tarifs de la cantine"),
    ("1. Voirie communale", f"{TITLE} – Avenant :", "3. Tarifs de la cantine"),
    ("1. VOIRIE", "CONVENTION D’ACCOMPAGNEMENT NUMÉRIQUE DES HABITANTS\nDE LA COMMUNE", "3. CANTINE"),
)
def test_a_title_that_lost_its_number_begins_a_point_after_a_vote(first: str, lost: str, third: str) -> None:
    """It is doubtful, and takes neither the vote above nor gives its own to the point above."""
    roads, ours, canteen = read(OPENING + f"\n{first}{ROADS}{lost}{OURS}{third}{ROADS}" + CLOSING)
    assert (roads.fields["contre"].value, canteen.fields["contre"].value) == (2, 2)
    assert ours.fields["unanimite"].value is True
    assert ours.fields["objet"].confidence == "doubtful"
    assert "accompagnement" in str(ours.fields["objet"].value).lower()


@cases("vote", "Vote : unanimité", "Accord unanime du conseil.", "POUR 3 CONTRE 0 ABSTENTION 0")
def test_a_convention_that_is_voted_in_few_words_is_not_joined(vote: str) -> None:
    """Its title begins a line after another vote, as that of what is joined does."""
    lines = f"\nVoirie communale\nMadame la Maire présente le projet.\n{vote}\n\n{TITLE}\n"
    assert len(read(f"{OPENING}{lines}Madame la Maire la présente.\n{vote}\n{CLOSING}")) == 2


def test_a_number_without_its_year_is_doubtful() -> None:
    """« Délibération n° 041 2025 VOIRIE » without a colon: « 041 » is a part of it."""
    lines = f"\nDélibération n° 041 2025 VOIRIE{ROADS}Délibération n° 042 2025 {TITLE.upper()}{OURS}"
    assert {act.fields["numero"].confidence for act in read(OPENING + lines + CLOSING)} == {"doubtful"}


@cases("line", "Nomenclature ACTES 8.8", "Celui-ci s’élève à 20 000 euros, répartis comme suit")
def test_what_follows_a_number_and_is_no_title_is_no_object(line: str) -> None:
    """The class of an act, a sentence."""
    lines = f"\nDélibération n° 2025-41\n{line}{ROADS}Délibération n° 2025-42\n{line}{OURS}"
    assert all(act.fields["objet"].confidence != "certain" for act in read(OPENING + lines + CLOSING))


def test_titles_need_no_empty_line_nor_a_council_beneath() -> None:
    """A short line after a full stop, or the first after the opening, above a sentence that begins anyhow."""
    roads = (
        "Des devis ont été reçus, que la commission des travaux a étudiés.\nAdopté par 1 voix pour et 2 voix contre.\n"
    )
    ours = "Le projet a été transmis à tous avec la convocation de la séance.\nIl est approuvé à l’unanimité.\n"
    first, second, third = read(
        f"{OPENING}Voirie communale\n{roads}{TITLE}\n{ours}Tarifs de la cantine\n{roads}{CLOSING}"
    )
    assert [act.fields["objet"].value for act in (first, second, third)] == [
        "Voirie communale",
        TITLE,
        "Tarifs de la cantine",
    ]
    assert [act.fields["contre"].value for act in (first, second, third)] == [2, 0, 2]


@cases("ranks", ("", ""), ("1. ", "2. "), ("- ", "- "))
def test_a_title_ends_before_what_the_council_does_on_its_line(ranks: tuple[str, str]) -> None:
    """« Voirie : le conseil municipal, à l’unanimité, retient … »: both are points, and the titles are doubtful."""
    lines = (
        f"\n{ranks[0]}Réfection de la voirie : le conseil municipal, à l’unanimité, retient l’offre la moins chère.\n"
        f"{ranks[1]}{TITLE} : le conseil municipal l’approuve par 2 voix pour et 1 voix contre.\n"
    )
    roads, ours = read(OPENING + lines + CLOSING)
    assert (roads.fields["objet"].value, ours.fields["objet"].value) == ("Réfection de la voirie", TITLE)
    assert (roads.fields["unanimite"].value, ours.fields["contre"].value) == (True, 1)
    assert ours.fields["objet"].confidence == "doubtful"


def test_a_title_told_again_on_the_next_page_is_one_act() -> None:
    """Above the opening, then above the reasons; those present stand between."""
    title = "OBJET : CESSION D’UN LOGEMENT"
    present = OPENING.partition("\n")[2].replace("Votants : 3", "Votants : 3, à la majorité requise")
    act = f"COMMUNE DE MAULDE\n{title}\n\n{present}\n{title}\n{OURS}{CLOSING}"
    (only,) = read(act)
    assert only.fields["noms_presents"].value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


def test_a_number_in_brackets_after_a_rank_is_the_acts() -> None:
    """« 1. (2025-090) … »."""
    points = read(
        f"{OPENING}\n1. (2025-090) Réfection des rues\n{ROADS}\n2. (2025-091) Convention numérique\n{OURS}{CLOSING}"
    )
    assert [one.fields["numero"].value for one in points] == ["2025-090", "2025-091"]


def test_a_member_absent_for_some_points_is_no_title() -> None:
    """« Luc MARTIN (aux points 3, 4) » on a line of the list."""
    absent = "Absents :\n\nPascal JEAN (aux points 3, 4)\nMarc WATTIEZ (au point 5)\n\n"
    (only,) = read(f"{OPENING}{absent}Le conseil passe au projet.\n{OURS}{CLOSING}")
    assert "JEAN" not in str(only.fields["objet"].value)


@cases("letters", "D.C. ", "D.C.M.", "D.C.M. n° ")
def test_a_number_has_dotted_letters_before_it(letters: str) -> None:
    """« D.C. 2025/4-038 », its title beneath, which may begin with « Vote de »."""
    points = read(
        f"{OPENING}\n{letters}2025/4-038\nVote des tarifs de la cantine\n{ROADS}{letters}2025/4-039\n{TITLE}\n{OURS}"
    )
    assert [(one.fields["numero"].value, one.fields["objet"].value) for one in points] == [
        ("2025/4-038", "Vote des tarifs de la cantine"),
        ("2025/4-039", TITLE),
    ]


def test_a_list_with_bullets_is_no_run_of_titles_that_stand_apart() -> None:
    """Though a vote follows its last item."""
    items = "".join(f"▪ {what} de chaque rue tous les ans avec soin\n" for what in ("Relevé", "Entretien", "Visite"))
    acts = read(f"{OPENING}\nVente d’un chemin\n{ROADS}{TITLE}\nMadame la Maire propose de :\n{items}{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Vente d’un chemin", TITLE]


def test_a_title_above_its_number_goes_on_over_its_lines() -> None:
    """From the line with its rank, or with a capital, down; a dash at its end is no part of it."""
    title = "Mise en place d’un régime tenant compte des fonctions, des\nsujétions et de l’engagement des agents"
    points = (
        f"a. {title} -\nDélibération n° 2025_041_D (voir annexe)\n{OURS}b. Voirie\nDélibération n° 2025_042_D\n{ROADS}"
    )
    first, second = read(f"{OPENING}\n{points}{CLOSING}")
    assert first.fields["objet"].value == title.replace("\n", " ")
    assert [act.fields["numero"].value for act in (first, second)] == ["2025_041_D", "2025_042_D"]


def test_votes_beside_the_word_are_no_number() -> None:
    """« Délibération : 4 Abstention 7 Contre »."""
    points = f"1. Voirie\n{ROADS}2. Cantine\nDélibération : 1 Abstention 2 Contre 0 Pour\n{OURS}"
    assert [act.fields["numero"].value for act in read(f"{OPENING}\n{points}{CLOSING}")] == [None, None]


@cases("sign", "§       ", "✗ ", "➔ ")
def test_most_titles_with_a_sign_are_voted(sign: str) -> None:
    """They have no number, and lists inside them have another sign; those of a list are mostly not voted."""
    what = "Les travaux sont les suivants :\n- Réfection des trottoirs\n- Pose de bordures\n"
    points = "".join(f"{sign}{title}\n{what}{OURS}" for title in ("Voirie", TITLE, "Cimetière"))
    assert [act.fields["objet"].value for act in read(f"{OPENING}\n{points}{CLOSING}")] == [
        "Voirie",
        TITLE,
        "Cimetière",
    ]


def test_a_rank_has_titles_of_its_own_under_a_sign() -> None:
    """« 2. Transferts » with « ✗ Jeunesse » and « ✗ Assainissement », each voted: the second is another act."""
    points = f"1. Voirie\n{ROADS}2. Transferts\n✗ Service de la jeunesse\n{OURS}✗ Service de l’eau\n{ROADS}"
    _, youth, water, _ = read(f"{OPENING}\n{points}3. Cantine\n{OURS}{CLOSING}")
    assert water.fields["objet"].value == "Service de l’eau"
    assert (youth.fields["unanimite"].value, water.fields["contre"].value) == (True, 2)


def test_titles_in_capitals_begin_with_a_vote_too_and_head_what_is_listed_under_them() -> None:
    """« VOTE DES TAUX » is no label of a vote, « Section d’investissement » no title after its act’s."""
    parts = "Le compte se décompose ainsi :\n- Prévention des risques de chacun\nLe maire le présente.\n"
    told = "Elle a été transmise à tous les membres du conseil.\n"
    titles = ("APPROBATION DU COMPTE DE GESTION", "VOTE DES TAUX D’IMPOSITION 2025", "SUBVENTION AU CCAS 2025")
    points = "".join(f"\n{title}\n{told}{parts}{OURS}" for title in titles)
    assert [act.fields["objet"].value for act in read(OPENING + points + CLOSING)] == [*titles]


def test_days_between_titles_that_are_voted_number_nothing() -> None:
    """« … À COMPTER DU », and « 01/01/2025 » on the next line, twice in five titles."""
    titles = [
        f"RH : OUVERTURE D’UN EMPLOI {kind}" for kind in ("PERMANENT", "SAISONNIER", "AIDÉ", "À MI-TEMPS", "D’ÉTÉ")
    ]
    days = [f"À COMPTER DU\n01/0{month}/2025\nFace à la hausse des prix de l’énergie\n" for month in (1, 3)]
    points = "".join(f"{title} {day}{OURS}\n" for title, day in zip(titles, [*days, *["\n"] * 3], strict=True))
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [str(act.fields["objet"].value)[:30] for act in acts] == [title[:30] for title in titles]


def test_what_is_joined_to_one_act_stands_before_the_next_ones() -> None:
    """A contract in the middle of minutes, and acts that are numbered as those before it."""
    contract = "Annexe :\nConvention pour l’achat de gaz\nEntre les soussignés, il est convenu ce qui suit.\n"
    numbered = [f"DE-2025/{rank} – {title}" for rank, title in enumerate(("Voirie", "Gaz", TITLE, "Cantine"), 41)]
    first, second, third, last = (f"{heading}\n{OURS}" for heading in numbered)
    acts = read(f"{OPENING}\n{first}{second}{contract}{third}{last}{CLOSING}")
    assert [act.fields["numero"].value for act in acts] == [f"DE-2025/{rank}" for rank in (41, 42, 43, 44)]


def test_votes_with_a_colon_end_what_was_said_of_a_point() -> None:
    """« Pour : 15 »: the title after it begins another act, within the rank of its rubric."""
    told = "Madame la Maire le présente à l’assemblée.\n"
    inside = "".join(f"\n{title}\n\n{told}Vote :\nPour : 15\n" for title in ("Compte de gestion", "Affectation"))
    acts = read(f"{OPENING}\n1. Budget de la commune\n{inside}\n2. Cantine\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts][1:] == ["Affectation", "Cantine"]


@cases("vote", "Adopté à l’unanimité", "Elle est adoptée à l’UNAMINITÉ")
def test_what_is_said_after_a_vote_hides_it_not(vote: str) -> None:
    """A title, a question that opens no reasons, the vote, then « M. X indique … », which opens some elsewhere."""
    asked = "Il est demandé aux membres s’ils sont d’accord.\n"
    after = "Madame la Maire informe les membres de la constitution d’une association.\n"
    points = f"1. Voirie\n{asked}{vote}\n{after}2. Cantine\n{ROADS}3. Cimetière\n{OURS}"
    first, *_ = read(f"{OPENING}\n{points}{CLOSING}")
    assert (first.fields["objet"].value, first.fields["unanimite"].value) == ("Voirie", True)


@cases(
    "first, second",
    ("§1 Cantine", "§2 Voirie"),
    ("*** Cantine ***", "*** Voirie ***"),
    ("Point n° 1 de l’ordre du jour : Cantine", "Point n° 2 de l’ordre du jour : Voirie"),
    ("Projet de délibération n° 1 : Cantine", "Projet de délibération n° 2 : Voirie"),
)
def test_more_signs_and_words_number_points(first: str, second: str) -> None:
    """And are no part of the titles."""
    acts = read(f"{OPENING}\n{first}\n{ROADS}{second}\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Cantine", "Voirie"]


def test_a_year_of_two_figures_a_sitting_and_a_number_follow_each_other() -> None:
    """« 25-03-01 Voirie », « 25-03-02 Cantine », without a sign before the titles."""
    acts = read(f"{OPENING}\n25-03-01 Voirie communale\n{ROADS}25-03-02 Tarifs de la cantine\n{OURS}{CLOSING}")
    assert [(act.fields["numero"].value, act.fields["objet"].value) for act in acts] == [
        ("25-03-01", "Voirie communale"),
        ("25-03-02", "Tarifs de la cantine"),
    ]


def test_a_point_whose_title_is_its_vote_of_procedure_is_no_act() -> None:
    """« Délibération n° 2025-49 : ADOPTION DU PROCÈS-VERBAL DE LA SÉANCE … », adopted in the sentence beneath."""
    minutes = (
        "ADOPTION DU PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL DU 8 AVRIL 2025\n\nLa Maire propose d’adopter"
    )
    first = (
        f"Délibération n° 2025-49 : {minutes} le procès-verbal de la séance du 8 avril 2025.\n\nAdopté à l’unanimité.\n"
    )
    acts = read(f"{OPENING}\n{first}\nDélibération n° 2025-50 : Convention\n{OURS}{CLOSING}")
    assert [act.fields["numero"].value for act in acts] == ["2025-50"]


@cases(
    "said",
    "Ce point est reporté.",
    "Cette question est ajournée.",
    "Monsieur le Maire retire ce point de l’ordre du jour.",
)
def test_a_point_that_is_withdrawn_or_put_off_is_told(said: str) -> None:
    """Nothing is voted, and the act is there, and authorises nothing."""
    text = (
        f"{OPENING}\n1. Voirie\nLe conseil, à l’unanimité, approuve.\n2. {TITLE}\n{said}\n3. Tarifs\nAdopté.\n{CLOSING}"
    )
    told = [act.fields for act in read(text)]
    assert [fields["objet"].value for fields in told] == ["Voirie", TITLE, "Tarifs"]
    assert told[1]["dispositif"].value == said
    assert told[1]["autorise_signature"].value is False


def test_points_are_called_de_in_capitals_alone() -> None:
    """« DE N°1 Voirie »; « de n° 2 » goes on with a sentence."""
    first = "DE N°1 Voirie\nAdopté à l’unanimité, comme l’acte\nde n° 7, ce jour.\n"
    text = f"{OPENING}\n{first}DE N°2 {TITLE}\n{OURS}{CLOSING}"
    assert [act.fields["numero"].value for act in read(text)] == ["1", "2"]


def test_the_only_title_of_an_agenda_that_is_voted_is_the_acts() -> None:
    """« 1) … 2) Divers » twice: in doubt; « Résultat du vote », twice too, is no title."""
    agenda = f"Ordre du jour :\n1) {TITLE}\n2) Divers\n"
    body = f"1) {TITLE}\nMarc WATTIEZ présente le service.\nAdoptée à l’unanimité.\n2) Divers\nNéant.\n"
    (act,) = read(f"{OPENING}\n{agenda}{body}{CLOSING}")
    assert (act.fields["objet"].value, act.fields["objet"].confidence) == (TITLE, "doubtful")
    votes = "Résultat du vote :\n- Carole LELEU : 2 votes\nLe service est gratuit.\nRésultat du vote :\n3 votes pour\n"
    assert "vote" not in str(read(f"{OPENING}\n{votes}{CLOSING}")[0].fields["objet"].value)


def test_parts_of_a_chapter_may_have_a_letter_and_a_dash() -> None:
    """Each with its number in brackets, which is no part of its title."""
    first, second = (f"(délibération n° 25-06-0{rank})" for rank in (1, 2))
    acts = read(
        f"{OPENING}\nI- Intercommunalité\na – Convention numérique {first}{OURS}b- Voirie {second}{ROADS}{CLOSING}"
    )
    assert [(act.fields["numero"].value, act.fields["objet"].value) for act in acts] == [
        ("25-06-01", "Convention numérique"),
        ("25-06-02", "Voirie"),
    ]


def test_the_rank_of_a_point_before_its_own_number_is_no_title() -> None:
    """« Point n° 4 – Délibération 2025-52 – Convention », of each the title alone."""
    ranks = [f"Point n° {rank} – Délibération 2025-{rank + 48} – " for rank in (4, 5)]
    acts = read(f"{OPENING}\n{ranks[0]}Convention numérique\n{OURS}{ranks[1]}Voirie\n{ROADS}{CLOSING}")
    assert [(act.fields["numero"].value, act.fields["objet"].value) for act in acts] == [
        ("2025-52", "Convention numérique"),
        ("2025-53", "Voirie"),
    ]


def test_somebody_who_is_named_by_an_initial_heads_no_point() -> None:
    """« D. SAUVAGE présente la convention. »: no rank in letters."""
    ours = (
        "D. SAUVAGE présente la convention. "
        "P. JEAN regrette que le créneau tombe le lundi, jour où la salle est prise. "
        "M. WATTIEZ répond que la communauté a laissé le choix aux communes.\n"
        "Après débat, il est passé au vote : pour 2, contre 1 (P. JEAN). La convention est approuvée.\n"
    )
    opened = (
        "Commune de Maulde\nProcès-verbal du conseil municipal du 27 novembre 2025\n"
        "Présents : D. SAUVAGE, M. WATTIEZ, P. JEAN, B. LEJEUNE.\nB. LEJEUNE est désigné secrétaire de séance.\n\n"
        "1/ Compte rendu de la séance du 2 octobre 2025\nApprouvé à l’unanimité.\n"
    )
    (act,) = read(f"{opened}\n2/ {TITLE}\n{ours}\n3/ Questions diverses\nNéant.\n{CLOSING}")
    assert act.fields["objet"].value == TITLE
