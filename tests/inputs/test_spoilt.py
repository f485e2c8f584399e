"""What spreadsheets do to cells: put back, or told to be lost."""

from __future__ import annotations

from generator.inputs.spoilt import doubt_of_name, doubt_of_names, fault_of, fault_of_name, restored
from tests.cases import cases


@cases(
    "cell, column, value",
    ('="59255"', "code_postal", "59255"),
    ('="a ""b"""', "lieu", 'a "b"'),
    ("'0327442099", "telephone", "0327442099"),
    ("'=1+1", "lieu", "=1+1"),
    ("“Mairie”", "lieu", "Mairie"),
    ('"Mairie"', "lieu", "Mairie"),
    ("5,9292E+04", "insee", "59292"),
    ("2.15902925E+08", "siren", "215902925"),
    ("59292,00", "insee", "59292"),
    ("3224.0", "population_municipale", "3224"),
    ("59 292", "insee", "59292"),
    ("15'554", "population_municipale", "15554"),
    ("1’015’554", "population_totale", "1015554"),
    ("2a 004", "insee", "2a004"),
)
def test_what_was_only_dressed_is_put_back_and_told(cell: str, column: str, value: str) -> None:
    """Nothing is lost in these: the value is read, and said to have been dressed."""
    read, told = restored(cell, column)
    assert read == value
    assert told


@cases(
    "cell, column",
    ("1200,00", "montant"),
    ("'t Serstevens", "nom_maire"),
    ("Salle “Les Tilleuls”", "lieu"),
    ("-", "lieu"),
    ("+33 3 27 44 20 99", "telephone"),
    ("2E", "lieu"),
    ("03 27 44 20 99", "telephone"),
    ("215 902 925", "siren"),
)
def test_what_people_write_stays(cell: str, column: str) -> None:
    """An amount keeps its cents, a name its apostrophe, a text its quotes."""
    assert restored(cell, column) == (cell, "")
    assert fault_of(cell, cell) is None


@cases(
    "cell",
    "#N/A",
    "#ERROR!",
    "nan",
    "NULL",
    "N/A",
    "00/01/1900",
    "Loading...",
    "Val&eacute;rie",
    "P&#232;re",
    "Val%C3%A9rie",
    "Val=C3=A9rie",
    "Val\\u00e9rie",
    "Val+AOk-rie",
    "#REF!",
    "#NOM?",
    "#NOM ?",
    "#NAME?",
    "#VALEUR!",
    "#VALEUR !",
    "#VALUE!",
    "#DIV/0!",
    "#NOMBRE!",
    "#NUM!",
    "#NUL!",
    "#NULL!",
    "#PROPAGATION!",
    "#ÉPARS!",
    "#SPILL!",
    "#CALC!",
    "#CHAMP!",
    "Err:502",
    "Err :508",
    "Place #REF! bis",
    "########",
    "=A1+B1",
    "=cmd|'/c calc'!A1",
    "5,9E+04",
    "3,27E+08",
    "01-févr",
    "1-févr.",
    "janv-25",
    "02-Feb",
    "Val�rie",
    "Val\x82rie",
    "Val?rie",
    "RENA?UD",
    "L?opold",
    "?lodie",
    "Rue de l'?glise",
    "01/01/1900",
    "1899-12-30 00:00:00",
    "Val├®rie",
    "ValÃ©rie",
    "Val√©rie",
    "dâ€™Avesnes",
    "CÅ“ur",
    "Ã‰cole",
    "Val‚rie",
    "H“tel",
    "Rƒoul",
    "R½ulx",
)
def test_what_is_lost_is_refused(cell: str) -> None:
    """An error, a cut number, a date that was a code, a letter that is gone: never printed in an act."""
    found = fault_of(cell, cell)
    assert found is not None
    assert all(found)


@cases(
    "cell",
    "l’été",
    "Cœur",
    "« Les Tilleuls », n° 3",
    "Œuvre – salle n° 1",
    "12 000 € / an",
    "10–12 h",
    "Saint–Amand",
    "Šimon",
    "ŁUKASZEWICZ",
    "O’NEIL",
    "https://mairie.fr/?page=2",
    "C’est utile ? Oui",
    "salle #2",
    "CM2 & CE1",
    "½ journée",
    "élu·e·s",
    "26-mai-20",
    "M1-2",
    "1-2",
    "Ørsted",
    "à…",
    "d’ÉPINAY",
    "N°1",
    "25 %",
    "“A”, “B”",
    "CITÉ’",
    "Arts & Lettres ; musique",
    "100 % = tout",
)
def test_good_french_is_no_fault(cell: str) -> None:
    """Neither typography nor a foreign name is taken for a damage."""
    assert fault_of(cell, cell) is None
    assert restored(cell, "lieu") == (cell, "")


@cases(
    "name", "Ren?", "Ren‚", "Rene´", "Ren{", "Jean-Paul*", "Jean-Paul (1)", "Jo_l", "+Élodie", "@x", "-", "Mme Élodie"
)
def test_what_no_name_holds_is_refused(name: str) -> None:
    """A letter lost at the end of a word, a mark of a note, a civility that its own column says."""
    found = fault_of_name(name, "prenom_maire")
    assert found is not None
    assert all(found)
    assert fault_of_name(name, "lieu") is None


@cases(
    "name",
    "Jean-Paul",
    "D’HONDT",
    "'t Serstevens",
    "DE L'ESTOILE",
    "Ch. N’GUYEN",
    "DUPONT (née MARTIN)",
    "Zoë",
    "Mmé X",
)
def test_names_are_no_fault(name: str) -> None:
    """Foreign ones too."""
    assert fault_of_name(name, "nom_maire") is None
    assert doubt_of_name(name, "nom_maire") is None


@cases(
    "name",
    *("à pourvoir", "A DÉSIGNER", "poste vacant", "XXX", "non renseigné"),
    *("DUPONT, maire", "DUPONT, Maire de Denain", "DUPONT (maire)", "DUPONT, 1er adjoint", "Dr DUPONT", "Me DUPONT"),
)
def test_nobody_and_what_is_not_of_a_name_are_refused(name: str) -> None:
    """Printed after « Monsieur » and before the title, they would make an act wrong."""
    found = fault_of_name(name, "nom_maire")
    assert found is not None
    assert all(found)


@cases(
    "name",
    *("VACANT", "Néant", "inconnu", "jean dupont", "de la tour", "M DUPONT", "MM. DUPONT", "M.DUPONT", "Madame"),
    *("Maître DUPONT", "DUPONT (décédé)", "DUPONT démissionnaire", "DUPONT, par intérim"),
)
def test_what_may_be_a_name_is_only_doubted(name: str) -> None:
    """Somebody may be called « VACANT »; a name has a capital, if no program took it away."""
    assert fault_of_name(name, "nom_maire") is None
    assert doubt_of_name(name, "nom_maire")
    assert doubt_of_name(name, "referent") is None


@cases("name", "LE MAIRE", "DUPONT (née MAIRE)", "MAIRE-HELESMES", "PRÉSIDENT", "Drieux", "Méline", "M.-J.", "MM")
def test_an_office_may_be_a_name(name: str) -> None:
    """« MAIRE » is a name of many, apart from a comma."""
    assert fault_of_name(name, "nom_maire") is None
    assert doubt_of_name(name, "nom_maire") is None


@cases("given, surname", ("Jean", "Jean MARTIN"), ("Jean", "MARTIN JEAN"), ("Élise", "DE LA TOUR ELISE"))
def test_a_name_that_is_in_both_cells_is_doubted(given: str, surname: str) -> None:
    """Lists have both names in one column: « Jean Jean MARTIN » would be printed."""
    assert doubt_of_names(given, surname)


@cases(
    "given, surname",
    *(("Martin", "MARTIN"), ("Jean", "JEAN-BAPTISTE"), ("Anne", "SAINTE ANNE"), ("Ange", "D’ANGE"), ("", "MARTIN")),
    *(("Jean", ""), ("Jean Pierre", "PIERRE")),
)
def test_a_surname_may_be_like_a_given_name(given: str, surname: str) -> None:
    """Alone, or after what surnames begin with."""
    assert doubt_of_names(given, surname) is None


@cases(
    "cell", "#WERT!", "#¡REF!", "#BEZUG!", "#Gestreut!", "(vide)", "(blank)", "\\N", "{{ commune.nom }}", "{% if x %}"
)
def test_errors_of_any_language_and_tags_are_no_value(cell: str) -> None:
    """A workbook of a German or a Spanish office, an empty cell of a pivot table, a tag pasted from a template."""
    assert fault_of(cell, cell)


@cases("cell", "#Mairie", "Salle n° 3 !", "Espace #1", "Salle (vide-grenier)")
def test_what_only_looks_like_an_error_stays(cell: str) -> None:
    """A sign of number, an exclamation."""
    assert fault_of(cell, cell) is None


@cases(
    "cell, column",
    *((cell, "lieu") for cell in ("?", "[lieu]", "<à compléter>", "à définir", "01/03/2025", "xx", "néant", "s/o")),
    ("12", "adresse_mairie"),
    *((cell, "prenom_maire") for cell in ("V.", "J.-P.", "M.-Cl.", "Anne M.", "JP", "V")),
    *((cell, "nom_maire") for cell in ("LEROY (Mme)", "VRAI")),
)
def test_what_would_be_printed_as_it_is_is_doubted(cell: str, column: str) -> None:
    """Documents print the place whatever it is, and acts say who signs."""
    assert doubt_of_name(cell, column)


@cases(
    "cell, column",
    *((cell, "lieu") for cell in ("Mairie", "-", "Salle 3", "Espace France Services (1er étage)", "")),
    *((cell, "prenom_maire") for cell in ("Jo", "Éva", "M’Barka")),
    ("O", "nom_maire"),
)
def test_short_names_are_names(cell: str, column: str) -> None:
    """Somebody is called O, another one Jo."""
    assert doubt_of_name(cell, column) is None


def test_a_ticked_box_says_who_takes_part() -> None:
    """Spreadsheets write « VRAI », « TRUE »; in another column they are words."""
    assert [restored(cell, "participe")[0] for cell in ("VRAI", "Faux", "true", "FALSE")] == ["oui", "non"] * 2
    assert restored("VRAI", "referent") == ("VRAI", "")
