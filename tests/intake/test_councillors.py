"""Lists of councillors in the many ways that extracts write them."""

from __future__ import annotations

from generator.intake.councillors import Entry, entries
from generator.minutes.names import clean_name
from tests.cases import cases


@cases(
    "text, names",
    ("M. Patrick KOWALCZYK, Maire, Mme Carole LELEU, 1re adjointe", ["Patrick KOWALCZYK", "Carole LELEU"]),
    ("MM. MURCIA B, 2éme Adjoint, + MAYEUX M., 3éme Adjointe", ["MURCIA B", "MAYEUX M."]),
    ("M. Marc WATTIEZ\nMme Carole LELEU\nM. Pascal JEAN", ["Marc WATTIEZ", "Carole LELEU", "Pascal JEAN"]),
    ("M. Marc WATTIEZ     Mme Carole LELEU\nM. Pascal JEAN", ["Marc WATTIEZ", "Carole LELEU", "Pascal JEAN"]),
    ("M. Marc WATTIEZ Mme Carole LELEU M. Pascal JEAN", ["Marc WATTIEZ", "Carole LELEU", "Pascal JEAN"]),
    ("M. BROQUET M. JEAN Mme LELEU", ["BROQUET", "JEAN", "LELEU"]),
    ("Carole LELEU excusée Marc WATTIEZ excusé Pascal JEAN", ["Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"]),
    ("M. BROQUET Mme LELEU M. WATTIEZ Mlle LEROY", ["BROQUET", "LELEU", "WATTIEZ", "LEROY"]),
    ("1. Marc WATTIEZ\n2. Carole LELEU", ["Marc WATTIEZ", "Carole LELEU"]),
    ("LEBBADER\nD. + CLOSSE E. + PERNAK\nC.", ["LEBBADER D.", "CLOSSE E.", "PERNAK C."]),
    ("M. M. BLAISE, M. M. VÉNIAT", ["M. BLAISE", "M. VÉNIAT"]),
    ("M. QUIEVY, A. AVÉ DELATTRE", ["M. QUIEVY", "A. AVÉ DELATTRE"]),
    ("Mmes C. Leleu, V. Leroy – MM. J. Dubois, M. Wattiez", ["C. Leleu", "V. Leroy", "J. Dubois", "M. Wattiez"]),
    ("Mmes C. LELEU, V. LEROY, M. WATTIEZ", ["C. LELEU", "V. LEROY", "WATTIEZ"]),
    ("Mme DUFOUR-TONINI, Maire – M. REGNIEZ", ["DUFOUR-TONINI", "REGNIEZ"]),
    ("M. BLAISE -— M. ZIENTEK - M. LEROY", ["BLAISE", "ZIENTEK", "LEROY"]),
    (" . Marc WATTIEZ\n . Carole LELEU", ["Marc WATTIEZ", "Carole LELEU"]),
    (
        "Marc Wattiez – Carole Leleu –Pascal Jean – Luc Bavay",
        ["Marc Wattiez", "Carole Leleu", "Pascal Jean", "Luc Bavay"],
    ),
    ("Monsieur Marc WATTIEZ et Madame Carole LELEU", ["Marc WATTIEZ", "Carole LELEU"]),
    ("MM. JEAN, COL, BAVAY, LEROY", ["JEAN", "COL", "BAVAY", "LEROY"]),
    (
        "M. Marc WATTIEZ – Mme Carole LELEU –M. Pascal JEAN -Mme Nathalie COLIN- M. Michel BLAISE",
        ["Marc WATTIEZ", "Carole LELEU", "Pascal JEAN", "Nathalie COLIN", "Michel BLAISE"],
    ),
    (
        "- Marc WATTIEZ,- Carole LELEU,\n- Pascal JEAN- Michel BLAISE.",
        ["Marc WATTIEZ", "Carole LELEU", "Pascal JEAN", "Michel BLAISE"],
    ),
    ("C. LELEU, M. WATTIEZ, P. JEAN, M. BLAISE", ["C. LELEU", "M. WATTIEZ", "P. JEAN", "M. BLAISE"]),
    ("C.LELEU, M.-P.WATTIEZ, P. JEAN", ["C. LELEU", "M.-P. WATTIEZ", "P. JEAN"]),
    (
        "LELEU Carole,     WATTIEZ Marc, JEAN Pascal, COLIN\nNathalie, BLAISE Michel, HUGUES   Stéphanie, COL\n"
        "Sabine, BAVAY Luc, LEROY Anne, LEJEUNE Bruno, BROQUET Zoé, VENIAT Yves",
        [
            *("LELEU Carole", "WATTIEZ Marc", "JEAN Pascal", "COLIN Nathalie", "BLAISE Michel"),
            *("HUGUES Stéphanie", "COL Sabine", "BAVAY Luc", "LEROY Anne", "LEJEUNE Bruno", "BROQUET Zoé"),
            "VENIAT Yves",
        ],
    ),
    (
        "LELEU Carole, WATTIEZ Marc\nJEAN Pascal, COL Sabine",
        ["LELEU Carole", "WATTIEZ Marc", "JEAN Pascal", "COL Sabine"],
    ),
    ("M-C. LELEU, J.-P. JEAN", ["M-C. LELEU", "J.-P. JEAN"]),
    (
        "Mmes et MM. Carole LELEU, Marc WATTIEZ. Mesdames et Messieurs Pascal JEAN",
        ["Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"],
    ),
    ("WATTIEZ Marc LELEU Carole, JEAN Pascal", ["WATTIEZ Marc", "LELEU Carole", "JEAN Pascal"]),
    ("M. Marc WATTIEZ, arrivé à 19 h 35, Mme Carole LELEU", ["Marc WATTIEZ", "Carole LELEU"]),
    ("Maître LEROY, Docteur JEAN, M. BLAISE", ["LEROY", "JEAN", "BLAISE"]),
    ("Mme LELEU* M. WATTIEZ* M. JEAN*", ["LELEU", "WATTIEZ", "JEAN"]),
    ("Carole LELEU-Marc WATTIEZ– Pascal JEAN", ["Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"]),
    ("LELEU Carole-WATTIEZ Marc -JEAN Pascal", ["LELEU Carole", "WATTIEZ Marc", "JEAN Pascal"]),
    (
        "La Maire, Carole Leleu Mesdames Nathalie Colin – Sabine Col - Messieurs Marc Wattiez – Pascal Jean",
        ["Carole Leleu", "Nathalie Colin", "Sabine Col", "Marc Wattiez", "Pascal Jean"],
    ),
    ("MM. BROQUET ET JEAN Madame LELEU est élue secrétaire", ["BROQUET", "JEAN"]),
    ("Carole LELEU… Marc WATTIEZ… Pascal JEAN", ["Carole LELEU", "Marc WATTIEZ", "Pascal JEAN"]),
    ("C. LELEU —M. WATTIEZ -— P. JEAN", ["C. LELEU", "M. WATTIEZ", "P. JEAN"]),
    (
        "Carole LELEU / Marc WATTIEZ/ Pascal JEAN } Sabine COL",
        ["Carole LELEU", "Marc WATTIEZ", "Pascal JEAN", "Sabine COL"],
    ),
    (
        "WATTIEZ Marc LELEU\nCarole / JEAN Pascal / COL Sabine",
        ["WATTIEZ Marc", "LELEU Carole", "JEAN Pascal", "COL Sabine"],
    ),
    ("M. LELEU C. Mme COL S., M. JEAN P.", ["LELEU C.", "COL S.", "JEAN P."]),
    (
        "M. Marc WATTIEZ, Maire\nM. MMES Carole LELEU, Sabine\n   COL, Pascal JEAN, conseillers\nM. Luc BRUN",
        ["Marc WATTIEZ", "Carole LELEU", "Sabine COL", "Pascal JEAN", "Luc BRUN"],
    ),
    ("Mmes et MM. WATTIEZ – LELEU – JEAN", ["WATTIEZ", "LELEU", "JEAN"]),
    (
        "Marc WATTIEZ, Maire\nCarole LELEU, Pascal JEAN\nSabine COL",
        ["Marc WATTIEZ", "Carole LELEU", "Pascal JEAN", "Sabine COL"],
    ),
    ("\uf020\nMarc WATTIEZ\n✓ Carole LELEU", ["Marc WATTIEZ", "Carole LELEU"]),
    ("M. WATTIEZ - Mme PERSONNE - M. JEAN", ["WATTIEZ", "PERSONNE", "JEAN"]),
    (
        "Carole Leleu – Marc Wattiez–Pascal Jean – Sabine Col",
        ["Carole Leleu", "Marc Wattiez", "Pascal Jean", "Sabine Col"],
    ),
    ("Marc DE WATTIEZ St JEAN, Carole LELEU", ["Marc DE WATTIEZ St JEAN", "Carole LELEU"]),
    ("M. WATTIEZ (de la délibération n° 4 à la n° 9), Mme LELEU", ["WATTIEZ", "LELEU"]),
    ("Néant", []),
    ("", []),
)
def test_names_of_a_list(text: str, names: list[str]) -> None:
    """Separated by signs, lines, columns or civilities, without what says who they are."""
    found = entries(text)
    assert [entry.name for entry in found] == names
    assert all(entry.clean and not entry.holder for entry in found)


@cases(
    "text",
    "M. Marc WATTIEZ, 2e adjoint, qui donne pouvoir à Mme Carole LELEU",
    "Marc WATTIEZ (pouvoir à Carole LELEU)",
    "M. Marc WATTIEZ, adjoint, pouvoir donné\n             à Mme Carole LELEU",
    "M. Marc WATTIEZ, adjoint, pouvoir donné à Mme\n             Carole LELEU",
    "M. Marc WATTIEZ a donné procuration à Mme Carole LELEU",
    "M. Marc WATTIEZ ayant donné pouvoir écrit de voter en son nom à Mme Carole LELEU",
    "M. Marc WATTIEZ, représenté par Mme Carole LELEU",
    "Marc WATTIEZ qui donne\npouvoir 8 Carole LELEU",
    "Marc WATTIEZ donne pouvoir & Carole LELEU",
    "Mandant    Mandataire\nMarc WATTIEZ    Carole LELEU",
    "M. Marc WATTIEZ à Mme Carole LELEU",
    "Marc WATTIEZ donne pouvoir à Carole\nLELEU",
    "\nDonne procuration à :\nM. Luc MARTIN Mme Zoé ROUX\nM. Marc WATTIEZ Mme Carole LELEU",
    "Pour Bouchain : M. Luc MARTIN ayant donné pouvoir à Mme Zoé ROUX\n"
    "Pour Hordain : M. Marc WATTIEZ ayant donné pouvoir à Mme Carole LELEU",
    "Marc WATTIEZ → Carole LELEU",
    "Marc WATTIEZ > Carole LELEU",
    "Marc WATTIEZ (Carole LELEU)",
    "Marc WATTIEZ (Mme Carole LELEU)",
    "Marc WATTIEZ ayant donné pourvoir à Carole LELEU",
    "M. Marc WATTIEZ (proc. à Mme Carole LELEU)",
    "Marc WATTIEZ (pv à Carole LELEU)",
    "Marc WATTIEZ (absent, pouvoir à Carole LELEU)",
    "Marc WATTIEZ a délégué son droit de vote à Carole LELEU",
    "M. Michel BLAISE (sans pouvoir), M. Marc WATTIEZ (pouvoir à Mme Carole LELEU)",
)
def test_a_proxy_and_its_holder(text: str) -> None:
    """In brackets, in a sentence, in a table, with what OCR makes of « à »."""
    found = entries(text, proxies=True)
    assert [(entry.name, entry.holder) for entry in found][-1:] == [("Marc WATTIEZ", "Carole LELEU")]


def test_a_place_in_brackets_is_no_holder() -> None:
    """« X (Denain) », nor a function; a mandate that follows is read beside it."""
    assert [
        (one.name, one.holder) for one in entries("Marc WATTIEZ (DENAIN), M. JEAN (Maire délégué)", proxies=True)
    ] == [*(("Marc WATTIEZ", ""), ("JEAN", ""))]
    (found,) = entries("Marc WATTIEZ (Bas Denain) à Carole LELEU", proxies=True)
    assert (found.name, found.holder) == ("Marc WATTIEZ", "Carole LELEU")


def test_a_dash_between_two_surnames_is_part_of_a_name() -> None:
    """« + » parts the names of that list: the dash does not."""
    assert [one.name for one in entries("LELEU C. + WATTIEZ - JEAN P. + BLAISE M.")] == [
        *("LELEU C.", "WATTIEZ - JEAN P.", "BLAISE M.")
    ]


def test_a_proxy_given_to_the_mayor_without_a_name_is_not_clean() -> None:
    """« à M. le Maire » names an office: who holds it is for a person to say."""
    assert entries("M. Marc WATTIEZ donne pouvoir à M. le Maire") == (Entry("Marc WATTIEZ", "le Maire", clean=False),)


@cases(
    "text",
    "PERT0LDI C.",
    "+ WATTIEZ | Marc",
    "WATTIEZ",
    "Marc wATTIEZ",
    "HR Anne Sophie GHESQUIERE = X",
    "WATTIEZ Marc Procurations",
    "Marc Wattiez Carole Leleu",
)
def test_a_damaged_name_is_not_clean(text: str) -> None:
    """A figure, a sign, a small letter before capitals, a name alone without civility, a label, two people."""
    assert not all(entry.clean for entry in entries(text))


@cases(
    "text, name",
    ("Mime MAYEUX M.", "MAYEUX M."),
    (" • M. Pascal JEAN.", "Pascal JEAN"),
    ("12 votants", ""),
    ("Mmes et MM. ", ""),
    ("Mme LELEU Carole née AVÉ DELATTRE", "LELEU Carole"),
    ("Mme Carole LELEU (épouse Wattiez)", "Carole LELEU"),
)
def test_a_name_is_cleaned(text: str, name: str) -> None:
    """« Mime » is what OCR makes of « Mme »; the dot of an initial stays, a former name does not."""
    assert clean_name(text) == name


@cases(
    "text",
    "M. le Maire (Marc WATTIEZ), Mme Carole LELEU, M. Pascal JEAN",
    "WATTIEZ Marc-Mme LELEU Carole-M. JEAN Pascal",
    "Marc WATTIEZ & Carole LELEU & Pascal JEAN",
    "Marc WATTIEZ- Carole LELEU -Pascal JEAN",
    "Marc WATTIEZ –Carole LELEU - Pascal JEAN",
)
def test_signs_that_touch_names_part_them(text: str) -> None:
    """A dash on one side, « & », the brackets around the mayor's name."""
    names = [set(entry.name.split()) for entry in entries(text)]
    assert names == [{"Marc", "WATTIEZ"}, {"Carole", "LELEU"}, {"Pascal", "JEAN"}]


def test_a_surname_that_is_a_number_in_words_is_somebody_in_capitals() -> None:
    """« M. SIX », and no count."""
    assert [one.name for one in entries("MM. WATTIEZ, JEAN, SIX")] == ["WATTIEZ", "JEAN", "SIX"]
