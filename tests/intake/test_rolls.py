"""Where the lists of those present and absent begin, and where they end."""

from __future__ import annotations

from generator.intake.fields import Field
from generator.intake.rolls import rolls
from generator.law.sittings import Proxy
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, field, opening, read

NAMES = ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")
LIST = "Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN"


def present(line: str) -> Field:
    """Return those present in an act whose opening holds a line."""
    return field(opening(line), "noms_presents")


@cases(
    "after",
    ".\n\nMadame la Maire ouvre la séance à dix-neuf heures.",
    "\nM. Pascal JEAN est arrivé lors du deuxième point de l’ordre du jour.",
    "\n\nLe quorum étant atteint, la séance commence.",
    "\nInvitée permanente : Mme Stéphanie HUGUES",
    ". Secrétaire de séance : M. Pascal JEAN Conseillers en exercice : 11",
    ". Madame la Maire informe le conseil du retard de M. Pascal JEAN.",
    "\nORDRE DU JOUR :\n- Voirie",
    "\n1. Approbation du procès-verbal de la dernière séance",
    " formant la majorité des membres en exercice",
    ". 1 NOMINATION DU SECRÉTAIRE DE SÉANCE Vu le code",
    "\nAbsents excusés M. Bruno LEJEUNE, Mme Nathalie COLIN (pouvoir à M. Pascal JEAN)",
    ". Absents : néant. Le nombre de présents est de 3.",
    ". Les conseillers présents, formant la majorité des membres en exercice, peuvent délibérer.",
    " Assistait également : Mme Stéphanie HUGUES, secrétaire de mairie",
    "\nAutres personnes présentes : Mme Stéphanie HUGUES",
    "\nPersonnel administratif : Mme Stéphanie HUGUES",
    "\nPublic : 4 personnes",
    "\nAssiste : Mme Stéphanie HUGUES",
    "\nM. Pascal JEAN, maire, rappelle l’ordre du jour.",
    "\n\nCOMMUNAUTÉ D’AGGLOMÉRATION DE LA PORTE DU HAINAUT : CONVENTION NUMÉRIQUE\n\nVu le code,",
    "\nAssistait : HUGUES Stéphanie – Secrétaire de mairie",
    "\nPrésidence : Mme Stéphanie HUGUES",
    "\nReprésenté : 1 – M. Bruno LEJEUNE, par Mme Stéphanie HUGUES",
    "\nAuditeurs présents : 63",
    "\n********************\n1 – Budget de la commune",
    " Le Président a ouvert la séance et fait l’appel.",
    "\nDébut de la séance : 19 h",
    "\nHeure d’ouverture : 19 h",
    "\nLieu : salle des fêtes",
    "\nAyant pris part au vote : 3",
    "\nArrivée de M. Marc WATTIEZ à 19 h 30",
    "\nPar suite d’une convocation du 27 mai 2025",
    "\nÉlus en exercice : 11",
    "\nTous membres du conseil municipal",
    "\nINFORMATIONS DU MAIRE",
    ".\nConvocation du 27 mai 2025",
    "\nLECTURE DU PROCÈS-VERBAL DE LA SÉANCE PRÉCÉDENTE",
    ".\nAvant de commencer, chacun se lève en souvenir de Pascal JEAN.",
    "\nReçu en préfecture le 5 juin 2025",
    "\nR RECU EN PREFECTURE\nle 05/06/2025",
)
def test_a_list_does_not_run_on(after: str) -> None:
    """Into the sentence, the heading or the point that follows it."""
    assert present(f"Étaient présents : {LIST}{after}").value == NAMES


@cases(
    "line",
    f"Présents (3) : {LIST}",
    f"Étaient présents : (3)\n{LIST}",
    f"Présents [3] : {LIST}",
    f"Présents (dans l’ordre du tableau) : Mesdames et Messieurs {LIST}",
    f"Nombre de conseillers présents : 3 : {LIST}",
    f"P R É S E N T S : {LIST}",
    f"Les membres présents sont : {LIST}",
    f"Présents à l’ouverture de la séance : {LIST}",
    f"Présents en séance : {LIST}",
    f"En présence de :\n{LIST}",
    f"Assistaient à la réunion : {LIST}\nAvait remis procuration : M. Bruno LEJEUNE à M. Pascal JEAN",
    f"Étaient présents, à l’ouverture de la séance : {LIST}",
    f"Présents ou représentés : {LIST}",
    f"Étaient présent·e·s : {LIST}",
    f"Étaient présents(es) : {LIST}",
    f"Présents (3/3) : {LIST}",
    f"Présents (3 sur 11) : {LIST}",
    "Présents : 1- Carole LELEU 2- Marc WATTIEZ 3- Pascal JEAN",
    "Présents : 1 Carole LELEU\n2 Marc WATTIEZ\n3 Pascal JEAN",
    "Présents : MmeCarole LELEU, M.Marc WATTIEZ, M. Pascal JEAN",
    "Présents : M me Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN",
    f"ETAIENT PRESENTS : 3 {LIST}",
    "Présents : Mme Carole LELEU\n\nPrésents en visioconférence :M. Marc WATTIEZ, M. Pascal JEAN",
    f"Membres présents à la séance :\n\n{LIST}",
    f"Étaient présents Mesdames et Messieurs les conseillers municipaux :\n{LIST}",
    f"Séance du 3 juin 2025 Étaient présents : {LIST}. Absents : M. Bruno LEJEUNE",
    "Étaient présents :\n1. Carole LELEU\n2. Marc WATTIEZ\n3. Pascal JEAN",
    "Présents : Carole LELEU, Marc WATTIEZ (arrivé à 19 h 35), Pascal JEAN (absent à l’ouverture, arrivé au point 2)",
)
def test_a_list_begins_after_its_label(line: str) -> None:
    """A count beside the label is no name, nor is what brackets tell."""
    assert present(line).value == NAMES


@cases(
    "line, confidence",
    (f"Présents (3) : {LIST}", "certain"),
    (f"Présents : {LIST}\nNombre de votants : 3", "certain"),
    (f"Présents : {LIST}. Absent : M. Bruno LEJEUNE\nNombre de conseillers en exercice : 4", "certain"),
    (f"Présents : {LIST}", "doubtful"),
    (f"Présents : {LIST}\nNombre de conseillers en exercice : 11", "doubtful"),
)
def test_a_list_is_certain_when_a_number_confirms_it(line: str, confidence: str) -> None:
    """That of those present, that of those who vote, or that of all members, each of whom is named."""
    assert (present(line).value, present(line).confidence) == (NAMES, confidence)


@cases("label, confidence", ("(2 dont 2 pouvoirs)", "certain"), ("(3 dont 2 pouvoirs)", "doubtful"), ("", "doubtful"))
def test_counts_beside_the_labels_confirm_those_who_are_not_there(label: str, confidence: str) -> None:
    """Each of them must count those whom its own list names."""
    excused = f"Excusés {label} : M. LEJEUNE, pouvoir à M. JEAN ; Mme COLIN, pouvoir à Mme LELEU"
    act = opening(f"Présents : {LIST}\n{excused}\nAbsente (1) : Mme HUGUES")
    for name in ("pouvoirs", "noms_absents"):
        assert field(act, name).confidence == confidence
    assert field(act, "noms_absents").value == ("HUGUES",)


def test_a_count_beside_the_label_is_the_number_of_those_present() -> None:
    """When no other is written."""
    assert field(opening(f"Étaient présents : (3)\n{LIST}"), "presents").value == 3


def test_lists_in_two_columns_are_read_one_after_the_other() -> None:
    """Each under its own label."""
    act = opening(
        "Membres présents : (3)                    Membres absents et représentés : (1)\n"
        "Mme LELEU, Maire                          M. LEJEUNE est représenté par M. WATTIEZ\n"
        "M. WATTIEZ\n"
        "M. JEAN\n"
    )
    assert field(act, "noms_presents").value == ("LELEU", "WATTIEZ", "JEAN")
    assert field(act, "pouvoirs").value == (Proxy("LEJEUNE", "WATTIEZ"),)


def test_mandates_on_lines_of_their_own_belong_to_the_lists() -> None:
    """Under a sentence that counts, after the list of the absent."""
    act = opening(
        "Étaient présents :\nMonsieur Marc WATTIEZ – Madame Carole LELEU\nÉtaient absents :\nMonsieur Bruno LEJEUNE – "
        "Monsieur Pascal JEAN\nLe nombre de présents est de 2, le nombre de votants est de 3 dont 1 procuration.\n"
        "-Monsieur LEJEUNE procuration à Madame LELEU\n1) – Appel des membres"
    )
    assert field(act, "noms_presents").value == ("Marc WATTIEZ", "Carole LELEU")
    assert field(act, "pouvoirs").value == (Proxy("LEJEUNE", "LELEU"),)
    assert field(act, "noms_absents").value == ("Pascal JEAN",)


def test_the_mayor_who_is_not_named_heads_the_list() -> None:
    """« M. le Maire » opens the list and no sentence."""
    assert present("Présents : M. le Maire, M. Marc WATTIEZ, M. Pascal JEAN").value == ("Marc WATTIEZ", "Pascal JEAN")
    assert present("Présents : M. le Maire* M. WATTIEZ* M. JEAN*").value == ("WATTIEZ", "JEAN")


def test_what_tells_why_somebody_is_absent_is_no_name() -> None:
    """« (excusée) », « non excusés » at the end of the list."""
    act = opening(
        f"Présents : {LIST}\nAbsents : Nathalie COLIN (excusée), M. Michel BLAISE et M. Bernard CARON, non excusés."
    )
    assert field(act, "noms_absents").value == ("Nathalie COLIN", "Michel BLAISE", "Bernard CARON")


def test_a_bracket_that_denies_makes_the_list_doubtful() -> None:
    """« (absent) » in the list of those present."""
    assert present("Présents : Carole LELEU, Marc WATTIEZ (absent), Pascal JEAN").confidence == "doubtful"


def test_all_but_some_names_nobody() -> None:
    """« Tous les membres en exercice sauf : »."""
    assert present("Présents : tous les membres en exercice sauf\nAbsents : M. Michel BLAISE").value is None


def test_nobody_absent_is_said() -> None:
    """« Néant » is an answer."""
    assert field(opening(f"Présents : {LIST}\nAbsents : néant"), "noms_absents").value == ()


def test_a_status_after_a_colon_is_no_part_of_a_name() -> None:
    """« Mme X : absente non excusée »."""
    act = opening(f"Présents : {LIST}\nNathalie COLIN : absente non excusée")
    assert field(act, "noms_absents").value == ("Nathalie COLIN",)


def test_a_count_with_a_bar_names_nobody() -> None:
    """« Présents : 9/11 » before the next label."""
    assert present("Présents : 9/11\nExcusés : M. Bruno LEJEUNE").value is None


def test_points_alone_part_surnames() -> None:
    """« LELEU.WATTIEZ.JEAN »."""
    assert present("Présents : LELEU.WATTIEZ .JEAN. COLIN").value == ("LELEU", "WATTIEZ", "JEAN", "COLIN")


def test_counts_between_a_label_and_the_list_name_nobody() -> None:
    """« Membres présents : 3 », « Membres votants : 3 », then the list."""
    found = present(f"MEMBRES EN EXERCICE : 11\n\nMEMBRES PRÉSENTS : 3\n\nMEMBRES VOTANTS : 3\n\nPrésents : {LIST}")
    assert (found.value, found.confidence) == (NAMES, "certain")


@cases(
    "line, absent",
    ("Présents C. LELEU, Présidente, M. WATTIEZ, P. JEAN Excusés N. COLIN, B. LEJEUNE Date d’affichage 4 juin", 2),
    (
        "Présents Carole LELEU, Marc WATTIEZ, Pascal JEAN Absents représentés par procuration Nathalie COLIN à "
        "Marc WATTIEZ Absents et non représentés : Bruno LEJEUNE",
        1,
    ),
)
def test_a_label_needs_no_colon_before_names(line: str, absent: int) -> None:
    """In a transcription that lost its lines."""
    act = opening(f"En exercice 5 Présents 3 Votants {5 - absent} {line}")
    listed, missing = field(act, "noms_presents").value, field(act, "noms_absents").value
    assert isinstance(listed, tuple)
    assert isinstance(missing, tuple)
    assert (len(listed), len(missing)) == (3, absent)
    assert [field(act, name).value for name in ("en_exercice", "presents", "votants")] == [5, 3, 5 - absent]


@cases(
    "line",
    "Présents : Mme Carole LELEU, M. Marc WATTIEZ Maires-Adjoints - M. Pascal JEAN Délégué",
    "Présents : Mme Carole LELEU, M. Marc WATTIEZ, Maires Adjoints, M.\n\nPascal JEAN Conseillers Municipaux",
    "Présents : Carole LELEU, Maire (pouvoir de Nathalie COLIN), Marc WATTIEZ (pouvoir de M. LEJEUNE), Pascal JEAN",
    "Présents : Mmes et Ms Carole LELEU – Marc WATTIEZ –Pascal JEAN, formant la majorité",
    "Présents : Mmes et Ms Carole LELEU -Marc WATTIEZ – Pascal JEAN, formant la majorité",
    "Conseillers présents : 1. Carole LELEU 2. Marc WATTIEZ 3. Pascal JEAN",
    "Présents : LELEU Carole. WATTIEZ Marc. JEAN Pascal",
)
def test_a_list_is_whole_and_in_its_order(line: str) -> None:
    """Offices, mandates in brackets, blank lines after « M. » and half a dash's spaces change nothing of it."""
    value = present(line).value
    assert isinstance(value, tuple)
    assert [set(str(name).split()) for name in value] == [set(name.split()) for name in NAMES]


def test_absents_end_before_the_sentence_of_the_mayor() -> None:
    """In a transcription that lost its lines and its points."""
    act = opening(
        f"Présents : {LIST} Absents : Bruno LEJEUNE Monsieur le Maire fait l appel et donne lecture des pouvoirs"
    )
    assert field(act, "noms_absents").value == ("Bruno LEJEUNE",)


def test_a_name_that_holds_an_office_is_not_certain() -> None:
    """« X secrétaire » is no name."""
    assert present("Présents : Carole LELEU, Marc WATTIEZ Secrétaire, Pascal JEAN").confidence == "doubtful"


@cases(
    "line",
    f"Étaient présents les conseillers municipaux suivants : {LIST}",
    "Présents : Mme Carole LELEU, Députée-Maire, M. Marc WATTIEZ, M. Pascal JEAN",
)
def test_words_of_office_are_no_names(line: str) -> None:
    """In the label, or after the first name."""
    assert present(line).value == NAMES


def test_the_article_of_a_label_is_nobody() -> None:
    """« Les Absents : » after a list, or after the holder of a mandate."""
    act = opening(
        "Les Présents :\nMme LELEU – M. WATTIEZ\n\nLes Pouvoirs :\nM. JEAN donne pouvoir à M. WATTIEZ\n\n"
        "Les Absents : Mme COLIN - M. LEJEUNE"
    )
    assert field(act, "noms_presents").value == ("LELEU", "WATTIEZ")
    assert field(act, "noms_absents").value == ("COLIN", "LEJEUNE")
    assert field(act, "pouvoirs").value == (Proxy("JEAN", "WATTIEZ"),)


def test_a_label_of_mandates_that_were_handed_in_ends_a_list() -> None:
    """« Absent(s) excusé(s) ayant remis un pouvoir : »."""
    act = opening(
        "Présents : Carole LELEU, Marc WATTIEZ Absent(s) excusé(s) ayant remis un pouvoir : Pascal JEAN à Carole LELEU"
    )
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ")
    assert field(act, "pouvoirs").value == (Proxy("Pascal JEAN", "Carole LELEU"),)


def test_a_mandate_whose_holder_stands_on_the_next_line_ends_no_list() -> None:
    """« M. X donne procuration à » is no sentence."""
    given = (
        "M. Bruno LEJEUNE donne procuration à\nM. Pascal JEAN, Mme Nathalie COLIN donne procuration à\nMme Carole LELEU"
    )
    read = field(opening(f"Présents : {LIST}\nAbsents représentés :\n{given}"), "pouvoirs")
    assert read.value == (Proxy("Bruno LEJEUNE", "Pascal JEAN"), Proxy("Nathalie COLIN", "Carole LELEU"))


def test_a_mandate_that_is_told_twice_is_one() -> None:
    """In the list and by the mayor, who writes it otherwise."""
    given = "Pouvoirs : Mme Nathalie COLIN donne pouvoir à M. Pascal JEAN"
    again = "• Mme Nathalie Colin donne pouvoir à M. Pascal Jean"
    read = field(opening(f"Présents : {LIST}\n{given}\n\n{again}"), "pouvoirs")
    assert read.value == (Proxy("Nathalie COLIN", "Pascal JEAN"),)


def test_a_count_whose_label_is_cut_begins_no_list() -> None:
    """« Nombre de membres non 1 / représentés », then the date of the sitting."""
    act = "Nombre de membres non 1\nreprésentés\n\nLe mardi 3 juin 2025 à 19 h, les membres du conseil se sont réunis."
    assert field(opening(f"{act}\nPrésents : {LIST}"), "noms_absents").confidence == "missing"


def test_a_list_that_is_not_sure_confirms_no_mandate() -> None:
    """Two lines were exchanged: mandates stand among those present, and the sum is right by chance."""
    act = (
        f"Conseillers en exercice : 6\nPrésents : {LIST}, M. Bruno LEJEUNE à Mme LELEU, M. Rémi à\n"
        "Absents ayant donné pouvoir : Mme Nathalie COLIN à M. Pascal JEAN"
    )
    assert field(opening(act), "pouvoirs").confidence == "doubtful"


@cases(
    "text",
    "Présents : Carole LELEU - Marc WATTIEZ\nPascal JEAN - Aymeric ROBIN",
    "Présents : Carole LELEU - Marc WATTIEZ\n- Pascal JEAN - Aymeric ROBIN",
    "En présence de : Carole LELEU - Marc WATTIEZ - Luc MARTIN (absent représenté) - Pascal JEAN - Aymeric ROBIN",
    "Présents : Carole LELEU, Marc WATTIEZ, Pascal JEAN, Aymeric ROBIN\nPARTICIPAIENT À LA RÉUNION\nLuc MARTIN",
)
def test_a_list_of_those_present_is_parted_and_ended_where_its_lines_are(text: str) -> None:
    """A name before a line's end and one after it are two, and who is represented is not present."""
    names = ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN", "Aymeric ROBIN")
    assert present(text).value == names


def test_counts_in_the_margin_of_a_list_of_mandates_are_no_lists() -> None:
    """« Élus présents : 17 » between two mandates."""
    text = opening(
        "Présents : Carole LELEU, Marc WATTIEZ\nExcusés ont donné pouvoir :\nPascal JEAN à Carole LELEU\n"
        "Élus présents : 2\nAymeric ROBIN à Marc WATTIEZ\nVotants : 4\nJean NOTERMAN à Carole LELEU"
    )
    assert len(field(text, "pouvoirs").value) == 3  # type: ignore[arg-type]
    assert field(text, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ")


def test_mandates_that_the_law_is_cited_for_are_read() -> None:
    """« Excusés : conformément à l’article …, ont donné pouvoir de voter en leur nom : »."""
    text = opening(
        "Présents : M. WATTIEZ, Mme LELEU\nExcusés : Conformément à l’article L. 2121-20 du code, ont donné pouvoir "
        "écrit de\nvoter en leur nom :\nM. JEAN à M. WATTIEZ\nM. ROBIN à Mme LELEU"
    )
    assert field(text, "pouvoirs").value == (Proxy("JEAN", "WATTIEZ"), Proxy("ROBIN", "LELEU"))


def test_a_substitute_holds_no_mandate() -> None:
    """« représenté par son suppléant », in a communauté: who he stands in for is absent."""
    text = opening(
        "Présents : Mme Carole LELEU\nAbsents excusés :\nM. Pascal JEAN, représenté par son suppléant M. Luc MARTIN\n"
        "M. Marc WATTIEZ a donné pouvoir à Mme Carole LELEU"
    )
    assert field(text, "pouvoirs").value == (Proxy("Marc WATTIEZ", "Carole LELEU"),)
    assert field(text, "noms_absents").value == ("Pascal JEAN",)


def test_a_title_that_speaks_of_powers_is_no_mandate() -> None:
    """« DÉCISIONS PRISES EN VERTU DES POUVOIRS DÉLÉGUÉS », under the lists."""
    title = "II.\nDÉCISIONS PRISES EN VERTU DES POUVOIRS DÉLÉGUÉS\n"
    text = f"{OPENING}Avait donné pouvoir : Paul à Carole LELEU.\n{title}DL-1-25 - Signature du marché : voirie{ROADS}"
    read_ = read(text.replace("Paul", "Marc WATTIEZ") + f"DL-2-25 - Convention{OURS}{CLOSING}")
    assert {act.fields["pouvoirs"].value for act in read_} == {(Proxy("Marc WATTIEZ", "Carole LELEU"),)}


def test_the_number_of_a_label_alone_begins_no_list() -> None:
    """« Procurations : 1 », then a sentence of the sitting."""
    act = opening(
        f"Absents : M. Bruno LEJEUNE\nPrésents : 3 Procurations : 0\nAvant le début, une gerbe est déposée.\n{LIST}"
    )
    assert field(act, "noms_absents").value == ("Bruno LEJEUNE",)


def test_members_counted_after_the_label_are_no_names() -> None:
    """« Étaient présents : les 3 conseillers municipaux suivants : »."""
    act = opening(f"Étaient présents : les 3 conseillers municipaux suivants :\n{LIST}")
    assert (field(act, "noms_presents").value, field(act, "presents").value) == (NAMES, 3)


@cases("label", ".\nÉtai(ent) absent(s) :\n", ",\n\nExcusé(e})s ayant donné procuration\n\n")
def test_endings_for_all_make_the_same_label(label: str) -> None:
    """In brackets, some of them misread: the label is in nobody's name."""
    act = opening(f"Étaient présents : {LIST}{label}M. Bruno LEJEUNE donne procuration à M. Marc WATTIEZ")
    assert field(act, "noms_presents").value == NAMES
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


def test_a_sentence_that_counts_people_before_their_names_is_their_label() -> None:
    """« … il y avait 3 titulaires présents, à savoir : », « le nombre des absents était de 1 : »."""
    act = opening(
        "Le conseil compte 5 membres, dont il y avait 3 titulaires\nprésents, à savoir :\n"
        "Carole LELEU, Marc WATTIEZ, Pascal JEAN.\nLe nombre de ceux qui ont donné pouvoir était de 1 :\n"
        "- Bruno LEJEUNE à Marc WATTIEZ.\nLe nombre des conseillers absents était de 1 :\nNathalie COLIN."
    )
    assert field(act, "noms_presents").value == NAMES
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)
    assert field(act, "noms_absents").value == ("Nathalie COLIN",)


def test_a_label_may_cite_the_law_in_full() -> None:
    """« Représentés (au sens de l’article … du code général des collectivités territoriales) : »."""
    act = opening(
        f"Présents : {LIST}\nReprésentés (par application de l’article L. 2121-20 du code général des collectivités "
        "territoriales) :\nM. Bruno LEJEUNE donne pouvoir à M. Marc WATTIEZ\nAbsents : Mme Nathalie COLIN"
    )
    assert field(act, "noms_presents").value == NAMES
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)
    assert field(act, "noms_absents").value == ("Nathalie COLIN",)


ABSENT = ("Michel BLAISE", "Stéphanie HUGUES")


@cases(
    "told",
    "2 conseillers étaient absents (M. Michel BLAISE, Mme Stéphanie HUGUES).",
    "et 02 conseillers municipaux absents (Michel BLAISE, Stéphanie HUGUES).",
    "M. Michel BLAISE et Mme Stéphanie HUGUES étaient absents.",
    "M. Michel BLAISE et Mme Stéphanie HUGUES sont excusés.",
    "Absents : 2 (M. Michel BLAISE, Mme Stéphanie HUGUES)",
    "Absents : 1. Michel BLAISE 2. Stéphanie HUGUES",
    "Absents : M. Michel BLAISE, Mme Stéphanie HUGUES.\n\nCOMMUNE DE MAULDE\n",
    "Étaient absents excusés\nM. Michel BLAISE\nMme Stéphanie HUGUES\n\nINSTALLATION DU CONSEIL MUNICIPAL\n",
    "Absents :\nMichel BLAISE\nStéphanie HUGUES\nFinances\n",
    "Absents :\nMichel BLAISE\nStéphanie HUGUES\n\nVie associative\n",
    "Absents : M. Michel BLAISE, Mme Stéphanie HUGUES,\nL’assemblée étant en nombre, la séance est ouverte.",
    "Excusés :\nM. Michel\nBLAISE (Abscon) - Mme Stéphanie\nHUGUES (Hélesmes)",
    "Absents : M. Bruno LEJEUNE (pouvoir à M. Marc WATTIEZ), M. Michel BLAISE, Mme Stéphanie\nHUGUES",
    "Absents ou excusés\nM. Michel BLAISE, Mme Stéphanie HUGUES\nSecrétaire : M. Pascal JEAN",
    "Excusés : M. Bruno LEJEUNE pouvoir à M. Marc WATTIEZ (à partir de 20 h, au point 3 inscrit à l’ordre\n"
    "du jour), M. Michel BLAISE, Mme Stéphanie HUGUES",
    "Étaient absents et représentés :\nDonne procuration à :\nM. Bruno LEJEUNE M. Marc WATTIEZ\n"
    "Étaient absents :\nM. Michel BLAISE\nMme Stéphanie HUGUES",
    "Excusés remplacés par leur suppléant : Luc MARTIN par Zoé\nROUX, Jean PETIT par Anne BLANC\n"
    "Excusés : Michel BLAISE, Stéphanie HUGUES",
)
def test_the_absent_are_named_in_any_turn_and_nobody_after_them(told: str) -> None:
    """In brackets, in a sentence, and before a heading or a rubric."""
    act = opening(f"Présents : {LIST}\n{told}")
    assert (field(act, "noms_presents").value, field(act, "noms_absents").value) == (NAMES, ABSENT)


@cases(
    "line",
    f"Présents titulaires/suppléants : {LIST}",
    f"Délégués présents : {LIST}",
    f"Présents :\nTitulaires : {LIST}",
    f"Mesdames et Messieurs les Conseillers Municipaux : {LIST.replace('Mme ', '').replace('M. ', '')}",
    "Étaient présents :\nBrillon : Mme Carole LELEU\nThiant : M. Marc WATTIEZ\nNivelle : M. Pascal JEAN\n",
    "Présents :\nPour Bouchain : Mme Carole\nLELEU\n\nPour Hordain : /\nPour Thiant : M. Marc WATTIEZ, M. Pascal JEAN",
    "Présents : Carole LELEU, Marc WATTIEZ à partir de la\ndélibération n° D-2025-12, Pascal JEAN jusqu’au point 4",
    "Présents :\nMme Carole LELEU, M.\nMarc WATTIEZ, M.\nPascal\nJEAN",
    "Présents :\n n° 2025 / 153            Carole LELEU, Marc WATTIEZ, Pascal JEAN",
)
def test_a_list_of_those_present_in_a_communaute_or_beside_a_margin(line: str) -> None:
    """Delegates, their substitutes and their communes, for a part of the sitting, broken, beside a number."""
    assert present(line).value == NAMES


def test_a_list_in_capitals_beside_its_label_is_no_point() -> None:
    """« Absents : A. X - B. Y - » opens no act, though the minutes have no other title in capitals above a vote."""
    absent = "Absents : M. BLAISE - S. HUGUES – B. LEJEUNE -"
    acts = read(f"{OPENING}\n{absent}\n\nDébut : 18 h 30\n\n2. Voirie{ROADS}3. Cantine{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Voirie", "Cantine"]
    assert acts[0].fields["noms_absents"].value == ("M. BLAISE", "S. HUGUES", "B. LEJEUNE")


@cases("between", " + ", ", ", " ; ", " / ", " • ", " - ", " ET ")
def test_a_list_in_capitals_goes_on_after_an_empty_line(between: str) -> None:
    """It is no title, however many words it has: the signs between its names tell."""
    line = f"Présents : M. BLAISE{between}\n\n{between.join(('C. LELEU', 'M. WATTIEZ', 'P. JEAN', 'B. LEJEUNE'))}"
    assert present(line).value == ("M. BLAISE", "C. LELEU", "M. WATTIEZ", "P. JEAN", "B. LEJEUNE")


@cases(
    "table",
    "| Présents | Absents | Pouvoirs |\n| Carole LELEU | Michel BLAISE | Bruno LEJEUNE à Marc WATTIEZ |\n"
    "| Marc WATTIEZ | Stéphanie HUGUES | |\n| Pascal JEAN | | |",
    "Présents                 Absents                  Pouvoirs\n"
    "Carole LELEU             Michel BLAISE            Bruno LEJEUNE à Marc WATTIEZ\n"
    "Marc WATTIEZ             Stéphanie HUGUES\nPascal JEAN\n",
)
def test_three_lists_stand_side_by_side(table: str) -> None:
    """Each under its heading, ruled or in columns of spaces."""
    act = opening(table)
    assert (field(act, "noms_presents").value, field(act, "noms_absents").value) == (NAMES, ABSENT)
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


@cases("label", "Absents excusés", "Excusé", "Étaient absents représentés")
@cases(
    "counts, value, confidence",
    ("", (), "doubtful"),
    ("Membres en exercice : 4\n", (), "certain"),
    ("Votants : 4\n", None, "missing"),
)
def test_nobody_else_is_absent_where_all_who_are_named_gave_mandates(
    label: str, counts: str, value: object, confidence: str
) -> None:
    """Certain where all members sat or gave mandates; nobody is asked to look where the mandates are sure."""
    act = opening(f"{counts}Présents : {LIST}\n{label} :\nM. Bruno LEJEUNE ayant donné pouvoir à M. Pascal JEAN")
    assert (field(act, "noms_absents").value, field(act, "noms_absents").confidence) == (value, confidence)


def test_mandates_alone_say_nothing_of_others_who_are_absent() -> None:
    """« Pouvoirs » is no label of the absent."""
    act = opening(f"Présents : {LIST}\nPouvoirs : M. Bruno LEJEUNE à M. Pascal JEAN")
    assert field(act, "noms_absents").value is None


def test_a_list_that_goes_on_after_a_dash_is_no_title() -> None:
    """Its last lines open no point, though the council speaks beneath."""
    names = "Mmes et Ms Carole Leleu –\nPascal Jean –\nMichel Blaise – Stéphanie Hugues – Bruno\nLejeune\n"
    names += "formant la majorité."
    acts = read(f"{OPENING.replace(LIST, names)}\nVoirie{ROADS}Cantine{OURS}{CLOSING}")
    assert acts[0].fields["noms_presents"].value == (
        "Carole Leleu",
        "Pascal Jean",
        "Michel Blaise",
        "Stéphanie Hugues",
        "Bruno Lejeune",
    )
    assert [act.fields["objet"].value for act in acts] == ["Voirie", "Cantine"]


def test_who_votes_is_no_list() -> None:
    """« à l’unanimité des Membres présents : », before what the council decides."""
    vote = "Après débat, le conseil municipal, à l’unanimité des Membres présents :\n\n✓ Décide la vente du chemin,\n"
    assert rolls(vote) == ([], [])


def test_a_sentence_that_goes_on_is_no_list() -> None:
    """« Deux zones sont présentes », and on the next line « sur le territoire : »."""
    assert rolls("Deux zones humides sont présentes\nsur le territoire de Maulde :\n- Le marais\n- Le bois\n") == (
        [],
        [],
    )


def test_a_label_without_a_colon_heads_names_in_small_letters() -> None:
    """« Absents Bruno Lejeune, … » ends the list of those present."""
    act = opening("Présents : Carole Leleu, Marc Wattiez\n\nAbsents Bruno Lejeune, Nathalie Colin")
    assert field(act, "noms_presents").value == ("Carole Leleu", "Marc Wattiez")
    assert field(act, "noms_absents").value == ("Bruno Lejeune", "Nathalie Colin")


def test_a_count_under_a_count_is_nobody() -> None:
    """However far from the margin it stands, in a page of columns."""
    counts = "          Nombre de présents : 3\n          Nombre d’exprimés : 4\n"
    act = opening(f"{counts}          Convocation : 2 juin 2025      Séance du 3 juin 2025\nPrésents : {LIST}")
    assert (field(act, "noms_presents").value, field(act, "noms_presents").confidence) == (NAMES, "certain")


@cases(
    "names",
    "\n\ncarole leleu\nmarc wattiez\npascal jean\n\n",
    "carole leleu, marc wattiez, pascal jean\n",
    "\ncarole leleu - marc wattiez - pascal jean\n",
)
def test_names_without_a_capital_are_read_in_doubt(names: str) -> None:
    """Whatever their number confirms: no letter tells where a name begins."""
    found = present(f"Présents : {names}Absent : bruno lejeune\nNombre de présents : 3")
    assert (found.value, found.confidence) == (("carole leleu", "marc wattiez", "pascal jean"), "doubtful")


@cases("line", "sur convocation du maire", "tous les conseillers", "le maire, les adjoints, les conseillers")
def test_small_words_that_are_a_sentence_name_nobody(line: str) -> None:
    """Nobody is surely present for them."""
    assert present(f"Présents :\n{line}\nVotants : 3").confidence != "certain"


def test_civilities_on_lines_of_their_own_part_a_list() -> None:
    """« Mesdames », names, « Messieurs », names."""
    found = present("Présents :\nMesdames\nCarole LELEU\nAnne LEROY\nMessieurs\nMarc WATTIEZ\nPascal JEAN\nVotants : 4")
    assert found.value == ("Carole LELEU", "Anne LEROY", "Marc WATTIEZ", "Pascal JEAN")


@cases(
    "names",
    "\nAbscon : Mme Carole LELEU\nHordain : M. Marc WATTIEZ, M. Pascal JEAN",
    " Abscon : Carole LELEU ; Hordain : Marc WATTIEZ ; Maulde : Pascal JEAN",
    "\nAbscon            Mme Carole LELEU\nHordain            M. Marc WATTIEZ\nLa Sentinelle            M. Pascal JEAN",
    "\n| Abscon | Mme Carole LELEU |\n| Hordain | M. Marc WATTIEZ |\n| Maulde | M. Pascal JEAN |",
    "\nAbscon\nMme Carole LELEU\nHordain\nM. Marc WATTIEZ\nM. Pascal JEAN",
    "\nPour la commune d’Abscon, Mme Carole LELEU\nPour la commune de Hordain, M. Marc WATTIEZ, M. Pascal JEAN",
    "\nPour la commune d’Abscon : Mme Carole LELEU\nPour la commune de Hordain : M. Marc WATTIEZ, M. Pascal JEAN",
)
def test_a_list_told_a_commune_a_line_is_perhaps_another_council_s(names: str) -> None:
    """Whatever number confirms it; the communes are no names."""
    found = present(f"Présents (3) :{names}\nVotants : 3")
    assert (found.value, found.confidence) == (NAMES, "doubtful")
    assert "commune par commune" in found.why


def test_the_delegates_to_another_body_are_none_of_those_present() -> None:
    """Under the list, by communes."""
    assert present(f"Présents (3) : {LIST}\nDélégués au syndicat :\nAbscon : M. Bruno LEJEUNE").value == NAMES


@cases(
    "line",
    "Étaient présents :\nMesdames et Messieurs les membres du conseil municipal :\n{}",
    "Étaient présents : Mesdames et Messieurs les membres du conseil municipal : {}",
    "Étaient présents : Mesdames, Messieurs les membres du Conseil municipal, {}",
    "Étaient présents Mesdames et Messieurs les membres du conseil municipal\n{}",
    "Étaient présents : Les membres du conseil municipal : {}",
    "Étaient présents : Mesdames et Messieurs les élus : {}",
    "Étaient présents tous les membres du conseil municipal : {}",
    "Étaient présents : {}, membres du conseil municipal",
)
def test_the_council_that_a_label_addresses_is_nobody(line: str) -> None:
    """« Mesdames et Messieurs les membres du conseil municipal : » before the names, or after them."""
    found = present(f"{line.format('Carole LELEU, Marc WATTIEZ, Pascal JEAN')}\nVotants : 3")
    assert (found.value, found.confidence) == (NAMES, "certain")


@cases("but", ", à l’exception de : M. Pascal JEAN", " à l’exception de : M. Pascal JEAN", ", sauf Pascal JEAN")
def test_the_one_who_is_excepted_is_not_present(but: str) -> None:
    """« Étaient présents : tous les membres du conseil municipal, à l’exception de : »."""
    assert present(f"Étaient présents : tous les membres du conseil municipal{but}\nVotants : 3").value is None


@cases(
    "line",
    f"Étaient présents Date d’affichage de la convocation : 28 mai 2025\n{LIST}",
    f"Étaient présents :            Date de convocation : 27 mai 2025\n{LIST}",
    "Étaient présents : Mme Carole LELEU,\nDate d’affichage de la convocation : 28 mai 2025\nM. Marc WATTIEZ, "
    "M. Pascal JEAN",
    f"Étaient présents : {LIST} - Date d’affichage : 28 mai 2025",
    "Étaient présents : Mme Carole LELEU, M. Marc WATTIEZ, secrétaire de séance, M. Pascal JEAN",
    "Étaient présents :\nMme Carole LELEU, Maire\nM. Marc WATTIEZ, Secrétaire de séance\nM. Pascal JEAN",
    f"Présents : {LIST}\nÉtaient également présents : Mme Stéphanie HUGUES, directrice",
)
def test_another_label_beside_a_list_takes_none_of_its_names(line: str) -> None:
    """A date beside the label or between two names, the secretary's office, those who sat without being members."""
    found = present(f"{line}\nVotants : 3")
    assert (found.value, found.confidence) == (NAMES, "certain")


def test_names_after_the_counts_on_a_line_are_those_present() -> None:
    """« Nombre de conseillers en exercice 19, présents 3, votants 3 », then the names."""
    act = opening(f"Nombre de conseillers en exercice 19, présents 3, votants 3\n{LIST}")
    assert field(act, "noms_presents").value == NAMES
    assert [field(act, name).value for name in ("en_exercice", "presents", "votants")] == [19, 3, 3]


@cases(
    "lines, name",
    (f"Étaient présents (4) : {LIST}\nNombre de présents : 3\nVotants : 3", "presents"),
    (f"Présents (3) : {LIST}\nPouvoirs (2) : M. Bruno LEJEUNE à M. Marc WATTIEZ\nVotants : 4", "pouvoirs"),
    (f"Présents (3) : {LIST}\nAbsents (2) : M. Bruno LEJEUNE\nEn exercice : 4\nVotants : 3", "noms_absents"),
    (f"Présents : {LIST}, M. Pascal JEAN\nNombre de présents : 4\nVotants : 4", "noms_presents"),
    (f"Présents (3) : {LIST}\nAbsents (1) : M. Pascal JEAN\nVotants : 3", "noms_presents"),
    (f"Présents (3) : {LIST}\nAbsents (1) : M. Pascal JEAN\nVotants : 3", "noms_absents"),
)
def test_lists_and_counts_that_disagree_are_doubtful(lines: str, name: str) -> None:
    """Beside a label or elsewhere; somebody named twice, or in two lists."""
    assert field(opening(lines), name).confidence == "doubtful"


def test_mandates_that_run_into_each_other_are_counted_as_they_are_read() -> None:
    """« Procurations : (3) », then a line each without a mark, and two spaces in a name."""
    act = opening(
        f"Présents (4) : {LIST}, Mme Anne-Lise DUFOUR\nProcurations : (3)\nMichel BLAISE avait donné pouvoir à "
        "Marc WATTIEZ\nBruno LEJEUNE avait donné pouvoir à Anne-Lise DUFOUR\nNathalie  COLIN avait donné pouvoir à "
        "Pascal JEAN\nVotants : 7"
    )
    assert field(act, "pouvoirs").confidence == "certain"


@cases(
    "names",
    "\nMaire\nMme Carole LELEU\nAdjoints\nM. Marc WATTIEZ\nConseillers municipaux\nM. Pascal JEAN",
    "\nMaire : Mme Carole LELEU\nAdjoints : M. Marc WATTIEZ\nConseillers municipaux : M. Pascal JEAN",
    f" {LIST}\nM. Pascal JEAN, secrétaire de séance\nM. Bruno LEJEUNE, excusé",
)
def test_offices_that_lead_to_members_are_no_communes(names: str) -> None:
    """Nor do they end a list; who is told again with one is not present twice."""
    found = present(f"Présents :{names}\nVotants : 3")
    assert (found.value, found.confidence) == (NAMES, "certain")


def test_a_sentence_after_the_counts_lists_nobody() -> None:
    """« Monsieur X, Maire, ouvre la séance », « M. X a été élu secrétaire »."""
    for sentence in ("Monsieur Marc WATTIEZ, Maire, ouvre la séance.", "M. Marc WATTIEZ a été élu secrétaire."):
        act = opening(f"Nombre de conseillers en exercice 11, présents 9, votants 9\n{sentence}")
        assert (field(act, "noms_presents").value, field(act, "presents").confidence) == (None, "certain")


def test_no_absent_is_nobody() -> None:
    """« Absents : pas d’absent »."""
    assert field(opening(f"Présents : {LIST}\nAbsents : pas d’absent"), "noms_absents").value == ()


@cases("after", "Secrétaire de séance : M. Pascal JEAN", "Absents : M. Bernard CARON", "M. JEAN Luc")
def test_the_second_word_of_a_given_name_is_never_lost(after: str) -> None:
    """« GHESQUIERE Anne », and « Sophie » under it: the list goes on, and is doubtful; under a rubric it has ended."""
    names = "Présents :\nM. JEAN Pascal\nMme COLIN Nathalie\n"
    more = f"{names}Mme GHESQUIERE Anne\nSophie\n{after}\n"
    found = field(opening(f"Nombre de présents : 3\n{more}"), "noms_presents")
    assert "Sophie" in str(found.value)
    assert found.confidence == "doubtful"
    ended = field(opening(f"Nombre de présents : 2\n{names}Finances\nLe budget est voté.\n"), "noms_presents")
    assert ended.value == ("JEAN Pascal", "COLIN Nathalie")


@cases("label", "Étaient là", "Présents au vote", "Ont siégé", "Siégeaient", "Élus présents (3)")
def test_the_first_list_of_names_is_of_those_present(label: str) -> None:
    """Whatever its label, where none says otherwise."""
    act = OPENING.replace("Étaient présents", label)
    assert field(f"{act}Objet : Convention\n{OURS}{CLOSING}", "noms_presents").value == NAMES


def test_who_presides_sits_beside_those_who_are_also_present() -> None:
    """« Sous la présidence de Mme LELEU ; étaient également présents : … »."""
    act = OPENING.replace("Étaient présents : Mme Carole LELEU, ", "Étaient également présents : ")
    assert field(f"{act}Objet : Convention\n{OURS}{CLOSING}", "noms_presents").value == NAMES


@cases(
    "line, name, value",
    ("N’ont pas siégé : Mme Nathalie COLIN", "noms_absents", ("Nathalie COLIN",)),
    ("N’assistait pas à la réunion : Mme Nathalie COLIN", "noms_absents", ("Nathalie COLIN",)),
    ("Élue absente (1) : Mme Nathalie COLIN", "noms_absents", ("Nathalie COLIN",)),
    (
        "Ont délégué leur vote : Mme Nathalie COLIN à M. Pascal JEAN",
        "pouvoirs",
        (Proxy("Nathalie COLIN", "Pascal JEAN"),),
    ),
    (
        "Absents : Mme Nathalie COLIN quitte la séance à 21h10 et donne procuration à M. Pascal JEAN",
        "pouvoirs",
        (Proxy("Nathalie COLIN", "Pascal JEAN"),),
    ),
)
def test_other_lists_are_told_by_the_words_of_their_labels(line: str, name: str, value: tuple[object, ...]) -> None:
    """A negation, a delegation; an event with its hour is no part of a name."""
    assert field(opening(line), name).value == value


def test_a_list_ends_at_the_label_of_who_presides() -> None:
    """« Membre absent : X », and beneath « Président : Y »."""
    act = opening(f"Membres présents : {LIST}\nMembre absent : Mme Nathalie COLIN\nPrésidente : Mme Carole LELEU")
    assert field(act, "noms_absents").value == ("Nathalie COLIN",)


def test_points_that_lead_from_a_label_to_names_are_its_colon() -> None:
    """« Présents ........ Mme LELEU, M. WATTIEZ »."""
    act = opening(
        f"Présents ............ {LIST}\nPouvoir ....... Mme Nathalie COLIN à M. Pascal JEAN\nSecrétaire … … M. X"
    )
    assert field(act, "noms_presents").value == NAMES
    assert field(act, "pouvoirs").value == (Proxy("Nathalie COLIN", "Pascal JEAN"),)


@cases(
    "line",
    "PRÉSENTS – Maire : Mme Carole LELEU – Adjoint : M. Marc WATTIEZ – Conseiller : M. Pascal JEAN",
    "PRÉSENTS – Le Maire : Carole LELEU – L’adjoint : Marc WATTIEZ – Le conseiller : Pascal JEAN",
    "Étaient présents :\nLe Maire : Mme Carole LELEU\nLes Adjoints : M. Marc WATTIEZ\nLes Conseillers : M. Pascal JEAN",
    "Présents :\nMadame le Maire : Mme Carole LELEU\nMM. les Adjoints : M. Marc WATTIEZ\n"
    "Mmes et MM. les Conseillers : M. Pascal JEAN",
    "Présents :\nM. le Maire : Mme Carole LELEU\nMmes les Adjointes : M. Marc WATTIEZ\n"
    "M. les Conseillers : M. Pascal JEAN",
    "Présents : Carole LELEU, Marc WATTIEZ, adjoint au sport, Pascal JEAN, conseiller délégué à la culture",
    "Présents : 3/15 – LELEU Carole, WATTIEZ Marc, JEAN Pascal",
)
def test_a_list_by_offices_begins_with_the_mayor(line: str) -> None:
    """Behind a dash, or on a line each; a count over a bar may stand before the names."""
    names = field(opening(line), "noms_presents").value
    assert names in (NAMES, ("LELEU Carole", "WATTIEZ Marc", "JEAN Pascal"))
