"""The heading of an act: its object, to its end and no further."""

from __future__ import annotations

from generator.intake.actnumbers import act_number
from generator.intake.fields import Field
from generator.intake.headings import act_object
from generator.intake.sittingdates import sitting_dates
from generator.minutes.extracts import Extract, extracts
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, field, read

SEATED = OPENING.split("\n", 1)[1]
OBJECT = "Convention de médiation numérique avec La Porte du Hainaut"


def object_of(text: str) -> Field:
    """Return the object of the only act of a text."""
    (extract,) = extracts((text,))
    return act_object(extract)


@cases(
    "heading",
    "Visas",
    "VISAS :",
    "Visas et exposé des motifs",
    "Exposé des motifs",
    "Motifs",
    "Préambule",
    "Contexte",
    "Contexte et enjeux",
    "I – Contexte",
    "1. Rappel du dispositif",
    "- Vu la délibération du Bureau communautaire,",
    "Rapporteur",
    "Rapporteur : Mme Carole LELEU",
    "Le conseil municipal",
    "LE CONSEIL MUNICIPAL DE DENAIN,",
    "Les membres du conseil municipal,",
    "Débat",
    "Discussion",
    "Décision du conseil",
    "Entendu le rapport de Monsieur le Maire,",
    "Nomenclature : 1.4",
    "Considérant ce qui suit",
    "Vu le code général des collectivités territoriales,",
    "Ayant entendu Monsieur le Maire,",
    "Par 20 voix pour et 3 voix contre, le conseil l’approuve.",
    "Vingt voix pour, trois contre.",
    "Scrutin public à la demande d’un quart des membres présents.",
    "À la demande du tiers des membres, il est procédé au vote à bulletin secret.",
    "VOTES",
    "SENS DU VOTE      NOMBRE      NOMS",
    "Résultat du vote : 9 pour",
    "Amendement de M. JEAN : 5 pour, 22 contre, rejeté.",
    "sous la présidence de M. Pascal JEAN, maire",
    "Unanimité",
    "Accusé de réception en préfecture",
    "059-215900000-20250601-D1-DE",
    "Votants 7 Pour 7",
    "23\n0\n2",
)
def test_an_object_ends_before_the_next_heading(heading: str) -> None:
    """Paragraphs of a Word file follow each other without a blank line."""
    for label in ("Objet : ", "Objet\n", "OBJET :\n"):
        field = object_of(f"Délibération n° 2025-12\n{label}{OBJECT}\n{heading}\nDeux médiateurs ont été recrutés.")
        assert field == Field(OBJECT, "certain", OBJECT)


@cases(
    "written",
    "Convention de médiation numérique\navec La Porte du Hainaut",
    "Numérique –\nConvention de médiation numérique avec\nLa Porte du Hainaut",
    "MÉDIATION NUMÉRIQUE\nCONVENTION AVEC LA PORTE DU HAINAUT",
    "Convention avec La Porte du Hainaut,\nprésentation du rapport de la médiation",
)
def test_an_object_goes_on_over_its_lines(written: str) -> None:
    """A line that a page ends is not the object's end."""
    field = object_of(f"Objet : {written}\nVisas\nVu le code,")
    assert field.value == " ".join(written.split())


def test_a_line_longer_than_a_page_is_wide_is_a_whole_paragraph() -> None:
    """What follows it in a Word file is another paragraph, whatever heading it is."""
    written = f"{OBJECT} pour les communes et leurs habitants, et autorisation donnée à Madame le Maire de la signer"
    assert len(written) > 140
    assert object_of(f"Objet : {written}\nCadre de l’intervention\nVu le code,").value == written


def test_an_object_whose_end_is_not_found_is_doubtful() -> None:
    """Half a page without a heading: what is kept of it may be too much or too little."""
    field = object_of("Objet : " + "Convention de médiation\n" * 40)
    assert field.confidence == "doubtful"
    assert field.why == "la fin de l’objet n’a pas été trouvée"


@cases("hour", "dix-huit heures trcnte", "18 h l5", "18 heures I5", "18 h 3O5")
def test_an_hour_before_minutes_that_are_misread_is_doubtful(hour: str) -> None:
    """« dix-huit heures trcnte » is not six o’clock."""
    (extract,) = extracts((f"Le conseil municipal s’est réuni à {hour} en mairie.",))
    field = sitting_dates(extract)["heure"]
    assert (field.value, field.confidence, field.why) == ("18:00", "doubtful", "les minutes sont mal lues")


@cases("hour", "18 h", "18 heures 00", "dix-huit heures", "18 heures, trois membres étant absents,")
def test_an_hour_without_minutes_is_certain(hour: str) -> None:
    """What follows it is another word."""
    (extract,) = extracts((f"Le conseil municipal s’est réuni à {hour} en mairie.",))
    field = sitting_dates(extract)["heure"]
    assert (field.value, field.confidence) == ("18:00", "certain")


def test_an_agenda_is_no_object() -> None:
    """« Objet » above the items of the agenda."""
    assert object_of("Question n° Objet\n1. Budget primitif\n2. Voirie communale\n3. Subventions\n").value is None


@cases(
    "written",
    "s’interrogent sur la parcelle et le zonage",
    "+ de signer la convention de partenariat",
    "Monsieur le Maire informe les membres du conseil",
    "Ordre du jour de la séance",
    "Travaux de voirie Compte rendu conseil municipal du 3 juin 2025 et subventions",
    "Travaux de voirie 1/6 et subventions",
)
def test_what_is_no_title_is_a_doubtful_object(written: str) -> None:
    """A sentence, an item, a margin's words: « Objet : » may stand in a margin, above anything."""
    assert object_of(f"Objet : {written}\n\nVu le code,\n").confidence == "doubtful"


def test_a_count_beside_deliberation_is_no_number() -> None:
    """« Nombre de membres qui ont pris part à la délibération : 11 », in a margin."""
    (extract,) = extracts(
        (f"Qui ont pris part à la\nL’an deux mille\ndélibération :   11\nObjet : {OBJECT}\n\nVu le code,\n",)
    )
    assert act_number(extract, act_object(extract).read).value is None


def test_a_number_before_the_word_object_is_the_acts() -> None:
    """« DCM 2025-061 OBJET : … »: doubtful, since nothing says that it is one."""
    (extract,) = extracts((f"DCM 2025-061 OBJET : {OBJECT}\n\nVu le code,\nLe conseil décide à l’unanimité.\n",))
    assert _told(extract) == ("DCM 2025-061", "doubtful")


@cases(
    "heading, number",
    ("N° délibération 133", "133"),
    ("- Délibération D202555", "D202555"),
    ("N° d’ordre : 12", "12"),
    ("Numéro : 2025-12", "2025-12"),
    ("Acte 2025-12", "2025-12"),
    ("Délibération du conseil municipal n° 2025-12", "2025-12"),
    ("Délibération n°2 – Conseil municipal", "2"),
    ("Délibération N° DEL — 2025 — 007", "DEL-2025-007"),
    ("Délibération n° 2025/022 - 5.7 Intercommunalité", "2025/022"),
    ("Délibération n° 2025-09 / 1.4 Autres contrats", "2025-09"),
)
def test_a_number_is_read_in_other_words(heading: str, number: str) -> None:
    """« N° délibération », « Acte », without the word that follows it."""
    (extract,) = extracts((f"{heading}\nObjet : {OBJECT}\n\nVu le code,\nLe conseil décide.\n",))
    assert _told(extract) == (number, "certain")


@cases("label", "Objet – ", "Titre : ", "Intitulé : ", "Thème de la délibération : ")
def test_an_object_is_told_by_other_labels(label: str) -> None:
    """« Titre », « Intitulé », or a dash after « Objet »."""
    assert object_of(f"Délibération n° 2025-12\n{label}{OBJECT}\n\nVu le code,\n").value == OBJECT


def test_a_date_between_a_number_and_its_title_is_no_part_of_it() -> None:
    """« Délibération n° D_2025_7_01 04/06/2025 »."""
    found = object_of(f"Délibération n° D_2025_7_01 04/06/2025\n\n{OBJECT.upper()}\n\nVu le code,\n")
    assert (found.value, found.confidence) == (OBJECT.upper(), "doubtful")


def test_a_number_of_a_day_and_a_rank_needs_no_sign_after_it() -> None:
    """« 2025-06-03-01 Convention … », and not the day alone."""
    (extract,) = extracts((f"2025-06-03-01 {OBJECT}\n\nVu le code,\n",))
    assert _told(extract) == ("2025-06-03-01", "doubtful")
    (extract,) = extracts((f"2025-06-03 {OBJECT}\n\nVu le code,\n",))
    assert act_number(extract, act_object(extract).read).value is None


def _told(extract: Extract) -> tuple[object, str]:
    """Return the number of an act with its confidence."""
    found = act_number(extract, act_object(extract).read)
    return found.value, found.confidence


def _act(heading: str, above: str = "") -> tuple[Field, Field]:
    """Return the number and the object of an act with these lines in its heading and above its reasons."""
    (extract,) = extracts(
        (f"COMMUNE DE MAULDE\n{heading}\nPrésents : Mme Carole LELEU\n\n{above}\n\nVu le code,\nLe conseil décide.\n",)
    )
    return act_number(extract, act_object(extract).read), act_object(extract)


@cases(
    "heading, number",
    ("N° 2025 6 4", "2025 6 4"),
    ("N° 25 06_04 - Convention de médiation", "25 06_04"),
    ("Séance du 3 juin 2025 à 18 h 2025/009", "2025/009"),
    ("Séance du 3 juin 2025 009-2025 OBJET : Convention de médiation", "009-2025"),
    ("ID : 059-215903923-20250603-2025009-DE", "2025009"),
)
def test_a_number_that_nothing_calls_so_is_read_in_doubt(heading: str, number: str) -> None:
    """In parts, by itself in the heading, or in the prefecture's identifier."""
    read, _ = _act(heading)
    assert (read.value, read.confidence) == (number, "doubtful")


def test_capitals_above_the_reasons_are_the_object_in_doubt() -> None:
    """No word calls them so."""
    _, read = _act("Séance du 3 juin 2025", "DEMANDE DE SUBVENTION :\nRÉSEAU DE CHALEUR DE L’ÉCOLE")
    assert (read.value, read.confidence) == ("DEMANDE DE SUBVENTION : RÉSEAU DE CHALEUR DE L’ÉCOLE", "doubtful")


def test_the_word_object_within_a_sentence_calls_nothing() -> None:
    """« … pourra faire l’objet / d’un recours »."""
    _, read = _act("N° 2025-12 : Convention de médiation numérique", "La décision pourra faire l’objet\nd’un recours.")
    assert read.value == "Convention de médiation numérique"


TITLE = "Réfection des chemins ruraux de la commune"


@cases(
    "heading, above, number",
    ("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n2025-12", TITLE.upper(), "2025-12"),
    ("EXTRAIT DU REGISTRE", f"{TITLE.upper()}\n(Délibération 2025-12)", "2025-12"),
    ("DÉLIBÉRATION DU CONSEIL MUNICIPAL\nD2025-12", TITLE, "D2025-12"),
    ("N°12", TITLE, "12"),
    ("EXTRAIT DU REGISTRE", f"Affaire n° 12 : {TITLE}", None),
    ("EXTRAIT DU REGISTRE", f"3 – {TITLE}", None),
    ("EXTRAIT DU REGISTRE", f"{TITLE}\nN° 2025-12", "2025-12"),
    ("Séance du 3 juin 2025                N° 2025-12", f"Objet : {TITLE}", "2025-12"),
    ("2025/12                Séance du 3 juin 2025", f"Objet : {TITLE}", "2025/12"),
    ("EXTRAIT DU REGISTRE", f"OBJET : 2025-12 – {TITLE}", "2025-12"),
    ("EXTRAIT DU REGISTRE", f"OBJET : {TITLE} (N° 2025-12)", "2025-12"),
    ("N° ordre : 12", f"Sujet : {TITLE}", "12"),
    ("DEL_2025_12", f"Objet : {TITLE}", "DEL_2025_12"),
    ("ACTE N° 2025-12", f"Objet : {TITLE}", "2025-12"),
    ("Délib n° 12", f"Intitulé : {TITLE}", "12"),
    ("Délibération n° 12 du 3 juin 2025", f"Objet : {TITLE}", "12"),
)
def test_number_and_object_are_found_where_acts_put_them(heading: str, above: str, number: str | None) -> None:
    """In the margin, under the title, in the object, above the reasons without any label."""
    read, title = _act(heading, above)
    assert read.value == number
    assert TITLE.casefold() in str(title.value).casefold()


def test_a_number_in_the_margin_is_doubtful() -> None:
    """A table has columns of numbers too."""
    read, _ = _act("Séance du 3 juin 2025                N° 2025-12", f"Objet : {TITLE}")
    assert read.confidence == "doubtful"


def test_a_number_cited_over_the_end_of_a_line_is_not_the_acts() -> None:
    """« à compter de la délibération / n° 3 » tells when somebody arrived."""
    read, _ = _act(
        "Présents : M. Marc WATTIEZ (à compter de la délibération\nn° 3), Mme Carole LELEU", f"Objet : {TITLE}"
    )
    assert read.value is None


@cases(
    "title, confidence", ("VOIRIE", "doubtful"), ("Personnel communal", "doubtful"), ("Achat d’un broyeur", "certain")
)
def test_a_rubric_of_minutes_is_no_sure_object(title: str, confidence: str) -> None:
    """Several acts stand under it."""
    point = f"1. {title}\nLe conseil, après en avoir délibéré, à l’unanimité, approuve le projet.\n"
    other = "2. Vente d’un terrain\nLe conseil, après en avoir délibéré, à l’unanimité, approuve la vente.\n"
    first, _ = extracts((f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\nPrésents : M. Marc WATTIEZ\n{point}{other}",))
    assert (act_object(first).value, act_object(first).confidence) == (title, confidence)


def test_a_rubric_above_another_title_is_a_doubtful_object() -> None:
    """« Objet : FINANCES - ACHATS », and the title of the act in capitals beneath."""
    rubric = object_of(
        "Objet : FINANCES - ACHATS\n\nBUDGET DE LA MÉDIATION\nNUMÉRIQUE\n\nVu le code,\nLe conseil décide."
    )
    alone = object_of("Objet : FINANCES - ACHATS\n\nVu le code,\nLe conseil décide.")
    assert (rubric.confidence, alone.confidence) == ("doubtful", "certain")


def test_names_in_the_margin_of_a_number_are_no_object() -> None:
    """The title stands by itself above the report: « X rapporte : »."""
    names = "Carole LELEU, Marc WATTIEZ, Pascal JEAN, Anne LELEU"
    report = "M. Marc WATTIEZ, adjoint, rapporte :\nLe projet est prêt.\nLe conseil municipal adopte."
    found = object_of(f"Présents :\nn° 2025/12      {names}\n\nVente d’un chemin de la rue Haute\n\n{report}\n")
    assert (found.value, found.confidence) == ("Vente d’un chemin de la rue Haute", "doubtful")


def test_a_title_stands_under_its_rubric() -> None:
    """With a bullet, on the next line: what ends with a colon is no object."""
    found = object_of(f"OBJET : Finances communales : @\n> {OBJECT}\n\nVu le code\nLe conseil décide\n")
    assert (found.value, found.confidence) == (OBJECT, "doubtful")


@cases("line, number", ("25-06/041", "25-06/041"), ("Année scolaire\n2024/2025", None), ("25-13/041", None))
def test_a_month_and_a_number_on_a_line_are_an_acts(line: str, number: str | None) -> None:
    """Two years that follow each other are a school's, and no number."""
    (extract,) = extracts((f"{line}\nCOMMUNE DE MAULDE\nObjet : {OBJECT}\n\nVu le code\nLe conseil décide\n",))
    assert act_number(extract, OBJECT).value == number


@cases("written, confidence", ("Tarifs 2026", "certain"), ("Tarifs", "doubtful"))
def test_a_word_after_the_label_is_an_object(written: str, confidence: str) -> None:
    """A rubric’s, perhaps, when it is alone."""
    found = object_of(f"Objet : {written}\n\nVu le code\nLe conseil décide\n")
    assert (found.value, found.confidence) == (written, confidence)


@cases(
    "line",
    "Objet unique : Convention de médiation numérique",
    "OBJET DE LA DÉLIBÉRATION N° 4 : Convention de médiation numérique",
    "Objet : 2025-12 Convention de médiation numérique",
    "Objet : Convention de médiation numérique (votée à 18 h 45)",
    "POINT UNIQUE - Convention de médiation numérique",
    "Ordre du jour : Convention de médiation numérique\n",
)
def test_other_labels_of_the_object(line: str) -> None:
    """What they add to it is none of it."""
    told = f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\n{line}\nVu le code,\nLe conseil, par 3 voix pour, approuve.\n"
    assert field(told, "objet").value == "Convention de médiation numérique"


@cases("led", "Délibération", "Délibération portant sur")
def test_what_leads_to_an_object_is_none_of_it(led: str) -> None:
    """« Délibération portant sur : Vente d’un chemin »."""
    text = f"{OPENING}\n{led} : Vente d’un chemin\n\nVu le code,\nLe conseil, après en avoir délibéré, approuve.\n"
    assert field(text, "objet").value == "Vente d’un chemin"


def test_a_number_may_end_the_line_of_a_title_after_a_dash() -> None:
    """« Vente d’un chemin – N° 2025-014 »."""
    text = (
        f"{OPENING}\nVente d’un chemin – N° 2025-014\n\nVu le code,\nLe conseil, après en avoir délibéré, approuve.\n"
    )
    assert field(text, "numero").value == "2025-014"


@cases(
    "label",
    "0bjet : ",
    "Ob jet : ",
    "OBJ ET : ",
    "Obiet : ",
    "Objel : ",
    "()bjet : ",
    "Objet. ",
    "Obj et - ",
    "OB JET :\n",
)
def test_a_label_that_a_scanner_damaged_calls_the_object(label: str) -> None:
    """At the beginning of a line; it is no part of the title."""
    assert object_of(f"COMMUNE DE MAULDE\n{label}{OBJECT}\n\nVu le code,\n").value == OBJECT


@cases("label", "Sujet : ", "Sujet :\n", "SUJET - ", "Libellé : ", "Intitulé :\n")
def test_another_label_calls_the_object_beside_or_above_it(label: str) -> None:
    """« Sujet : », alone on its line too."""
    assert (
        object_of(f"COMMUNE DE MAULDE\n{label}{OBJECT}\n\nVu le code,\nLe conseil approuve à l’unanimité.\n").value
        == OBJECT
    )


def test_a_sentence_after_the_label_is_no_title_to_the_end_of_the_text() -> None:
    """« Sujet : Monsieur le Maire fait part … », on one line with all that follows."""
    told = "Monsieur le Maire fait part au conseil de la proposition reçue"
    rest = "Après discussion, la commune sera candidate. Les travaux seront menés en 2026 avec les riverains du chemin."
    found = object_of(f"COMMUNE DE MAULDE\nSujet : {told}. {rest}\n")
    assert (found.value, found.confidence) == (told, "doubtful")
    titled = field(f"COMMUNE DE MAULDE\nSujet : {OBJECT} {told}. {rest}\n", "objet")
    assert (titled.value, titled.confidence) == (OBJECT, "doubtful")


@cases("title", OBJECT, "Convention de médiation numérique avec\nLa Porte du Hainaut")
def test_a_title_above_the_number_is_the_object_in_doubt(title: str) -> None:
    """Where the opening stands under the number, and nothing calls the title so."""
    under = f"Délibération n° 2025-12\n{SEATED}\nVu le code,\nLe conseil approuve à l’unanimité.\n"
    found = object_of(f"COMMUNE DE MAULDE\n{title}\n{under}")
    assert (found.value, found.confidence) == (OBJECT, "doubtful")
    for line in ("Secrétaire de séance : M. Pascal JEAN", "Séance du conseil municipal du 3 juin 2025"):
        assert object_of(f"{line}\n{under}").value is None


@cases("label", "Question : ", "Dossier : ", "DOSSIER : ", "Affaire : ", "Affaire inscrite : ")
def test_a_word_that_labels_other_things_too_calls_the_object_in_doubt(label: str) -> None:
    """« Question : », « Dossier : », « Affaire : »."""
    found = object_of(f"COMMUNE DE MAULDE\nDCM n° 3\n{label}{OBJECT}\nVu le code,\nLe conseil approuve.\n")
    assert (found.value, found.confidence) == (OBJECT, "doubtful")


def test_the_word_object_is_surer_than_another() -> None:
    """« Affaire : 12 » above it is a reference."""
    found = object_of(f"COMMUNE DE MAULDE\nAffaire : Finances\nObjet : {OBJECT}\nVu le code,\nLe conseil approuve.\n")
    assert found == Field(OBJECT, "certain", OBJECT)


@cases("after", "Sous la présidence de M. JEAN", "Votes", "Unanimité", "Amendement de M. JEAN")
def test_what_follows_an_object_on_its_line_is_none_of_it(after: str) -> None:
    """Where a line was lost; the object is doubtful then."""
    found = object_of(f"COMMUNE DE MAULDE\nObjet : {OBJECT} {after}\nVu le code,\nLe conseil approuve.\n")
    assert (found.value, found.confidence) == (OBJECT, "doubtful")


@cases("written", "N° de délibération 2025-05-27-04", "Nathalie COLIN")
def test_a_number_or_a_name_is_no_certain_object(written: str) -> None:
    """Under a label whose own line was lost."""
    assert (
        object_of(f"COMMUNE DE MAULDE\nObjet\n{written}\n\nVu le code,\nLe conseil approuve.\n").confidence != "certain"
    )


def test_the_number_before_a_title_is_none_of_it() -> None:
    """« DCM2025-25 Convention … » in minutes, « DCM 2025.11.05.3 Convention … » in an act."""
    lines = f"\n1. Voirie\nLe conseil, à l’unanimité, approuve.\n2. DCM2025-25 {OBJECT}\n{OURS}{CLOSING}"
    ours = read(OPENING + lines)[1].fields
    assert (ours["objet"].value, ours["numero"].value) == (OBJECT, "DCM2025-25")
    assert ours["numero"].confidence == "doubtful"
    alone = f"COMMUNE DE MAULDE\nDCM 2025.11.05.3 {OBJECT}\n\nVu le code,\nLe conseil approuve à l’unanimité.\n"
    (extract,) = extracts((alone,))
    assert _told(extract) == ("DCM 2025.11.05.3", "doubtful")
    (dated,) = extracts((alone.replace("2025.11.05.3", "12-05-2025-04"),))
    assert _told(dated) == ("DCM 12-05-2025-04", "doubtful")
    assert (object_of(alone).value, object_of(alone).confidence) == (OBJECT, "doubtful")


def test_a_number_after_an_object_may_be_that_of_a_margin() -> None:
    """« Convention … 2025-05-04 »; years of school are none."""
    act = f"COMMUNE DE MAULDE\nObjet : {OBJECT}\n{{}}\n\nVu le code,\nLe conseil approuve.\n"
    assert object_of(act.format("2025-05-04")).confidence == "doubtful"
    for years in ("2025-2026", "2025-26"):
        assert object_of(act.format(years)).confidence == "certain"


@cases("title", "Avenant n° 1", "Avenant n° 2 à la convention", "Signature d’un avenant")
def test_an_object_without_words_of_its_own_is_doubtful(title: str) -> None:
    """« Avenant n° 1 »: of whatever convention, that of the canteen perhaps."""
    found = object_of(f"COMMUNE DE MAULDE\nObjet : {title}\nVu le code,\nLe conseil approuve.\n")
    assert (found.value, found.confidence) == (title, "doubtful")


@cases(
    "title, confidence",
    ("Convention relative à é ur les pl de médiation numérique", "doubtful"),
    ("Convention relative \\ la médiation numérique", "doubtful"),
    ("Convention relative à la . en œuvre de la médiation", "doubtful"),
    ("Convention pour les convocation : 18 mars 2025 communes", "doubtful"),
    ("Cession de la parcelle B 12, lot n o 3, à la société Y : prix", "certain"),
    ("Convention ; avis – « 2025 » & tarifs / suites", "certain"),
)
def test_what_is_left_of_words_makes_an_object_doubtful(title: str, confidence: str) -> None:
    """Letters and full stops that stand alone; one reader of a scan knows no better."""
    found = object_of(f"COMMUNE DE MAULDE\nObjet : {title}\n\nVu le code,\nLe conseil approuve.\n")
    assert (found.value, found.confidence) == (title, confidence)


def test_a_title_above_who_reports_is_the_object_in_doubt() -> None:
    """« Rapporteur : Mme X », alone between the title and the reasons, is no title."""
    title = "CONVENTION POUR UN ACCOMPAGNEMENT DE MÉDIATION NUMÉRIQUE"
    act = "COMMUNE DE MAULDE\n\n{}\n\nRapporteur : Mme LELEU\n\nVu le code,\nLe conseil approuve.\n"
    assert (object_of(act.format(title)).value, object_of(act.format(title)).confidence) == (title, "doubtful")


def test_a_title_does_not_run_into_the_heading_of_the_act() -> None:
    """« 2025-17-1 C.L », and the commune on the next line."""
    act = "2025-17-1 C.L\nCOMMUNE DE MAULDE\nSEANCE DU 3 JUIN 2025\n\n{}\n\nVu le code,\nLe conseil approuve.\n"
    title = "CONVENTION DE MÉDIATION NUMÉRIQUE"
    assert (object_of(act.format(title)).value, object_of(act.format(title)).confidence) == (title, "doubtful")


def test_a_full_stop_and_a_dash_lead_to_the_object() -> None:
    """« 2025-23. Objet. – Convention »."""
    found = object_of(f"COMMUNE DE MAULDE\n2025-23. Objet. – {OBJECT}\n\nVu le code,\nLe conseil approuve.\n")
    assert (found.value, found.confidence) == (OBJECT, "certain")


def test_a_title_that_a_rubric_leads_is_doubtful() -> None:
    """« FINANCES - TARIFS 2026 » in minutes: where the title begins is not sure; after « Objet : » it is."""
    points = f"\n1. FINANCES - TARIFS 2026\n{OURS}2. Voirie\n{OURS}{CLOSING}"
    found = read(OPENING + points)[0].fields["objet"]
    assert (found.value, found.confidence) == ("FINANCES - TARIFS 2026", "doubtful")
    called = object_of(f"{OPENING}Objet : Intercommunalité – {OBJECT}\n{OURS}{CLOSING}")
    assert (called.value, called.confidence) == (f"Intercommunalité – {OBJECT}", "certain")


@cases("rank", "I. ", "I ", "1/ ", "II) ")
def test_the_rank_of_the_only_point_is_no_part_of_its_title(rank: str) -> None:
    """Whatever sign parts it from the title."""
    assert object_of(f"{OPENING}\n{rank}{OBJECT}\n{OURS}{CLOSING}").value == OBJECT


@cases("matter", "Classification : 5-7", "Nomenclature : 5.7")
def test_the_matter_beside_a_title_is_no_part_of_it(matter: str) -> None:
    """« CONVENTION … Classification : 5-7 », on its line."""
    assert object_of(f"{OPENING}\n{OBJECT.upper()} {matter}\n{OURS}{CLOSING}").value == OBJECT.upper()


@cases("row", "Article Sommes Article Sommes", "Trottoirs 1 200,00 € 240,00 €")
def test_a_row_of_a_table_is_no_title(row: str) -> None:
    """The heads of two columns alike, the amounts of a row: numbered as the points are, they part none."""
    points = f"\n1. Voirie\n{OURS}2. {row}\n{OURS}3. {OBJECT}\n{OURS}{CLOSING}"
    assert [act.fields["objet"].value for act in read(OPENING + points)] == ["Voirie", OBJECT]


@cases(
    "title",
    f"Objet : 7.1 – {OBJECT}",
    f"Objet : {OBJECT} (8.4)",
    f"Objet : {OBJECT} – 9.1 Autres domaines de compétences",
    f"Objet : {OBJECT} - 2025-06-02",
    f"Objet de la délibération : {OBJECT}\nNuméro : 2025-12",
    f"DÉLIBÉRATION N° 2025-12 PORTANT {OBJECT}",
    f"DELIB-2025-12 : {OBJECT}",
    f"Délibération n° 2025-12\n8.4 Aménagement du territoire\n{OBJECT}",
    f"Objet : Affaire n° 14 – {OBJECT}",
    f"Objet : Point 4 : {OBJECT}",
    f"Objet : Délibération portant sur la {OBJECT}",
    f"Objet : Délibération n° 2025-12 : {OBJECT}",
    f"Intitulé de l’acte : {OBJECT}",
    f"AFFAIRE N° 14 / {OBJECT}",
    f"DÉLIBÉRATION PORTANT {OBJECT}",
    f"Délibération du 3 juin 2025 n° 2025-12 : {OBJECT}",
    f"Délibération n° 2025-12 – Nomenclature 9.1\n{OBJECT}",
    f"Numéro de délibération     2025-12\nObjet                      {OBJECT}",
    f"Objet : Domaine de compétences par thèmes – {OBJECT}",
    f"Objet : Institutions et vie politique / {OBJECT}",
    f"OJ n° 2 : {OBJECT}",
    f"Ordre du jour n° 2 : {OBJECT}",
    f"Objet : 9.1 Autres domaines de compétences des communes – {OBJECT}",
    f"ODJ n° 2 – {OBJECT}",
    f"Point 2 à l’ordre du jour – {OBJECT}",
    f"N°4) {OBJECT}",
    f"Numéro\t2025-12\nIntitulé\t{OBJECT}\nRapporteur\tM. JEAN",
)
def test_what_leads_to_a_title_or_classes_it_is_no_part_of_it(title: str) -> None:
    """Its rank in the agenda, its matter in the national nomenclature, its number, whatever calls it the object."""
    assert object_of(f"{OPENING}\n{title}\n{OURS}{CLOSING}").value == OBJECT


@cases(
    "shape, number",
    ("{} – 06 – 2025 : {}", "02-06-2025"),
    ("{1} [2025-{0}]", "2025-02"),
    ("{1} [n° {0}/2025]", "02/2025"),
    ("{1} – N° 2025 / {0}", "2025/02"),
    ("Pt {} – {}", None),
    ("DÉLIBÉRATION PORTANT {1}", None),
)
def test_points_are_numbered_by_these_too(shape: str, number: str | None) -> None:
    """A number with spaces or in brackets, « Pt »."""
    points = f"{shape.format('01', 'Voirie communale')}\n{OURS}{shape.format('02', OBJECT)}\n{OURS}"
    act = read(f"{OPENING}\n{points}{CLOSING}")[1]
    assert (act.fields["objet"].value, act.fields["numero"].value) == (OBJECT, number)
