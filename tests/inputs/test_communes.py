"""communes.csv: what is accepted, and what each mistake is told as."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import Problem
from generator.inputs.communerows import read_communes
from generator.inputs.communes import Commune, Slot, slug
from generator.law.signatories import Delegate, Person
from tests.cases import cases

from .rows import DENAIN, HAVELUY, write

SLOT = {"mediateur": "M1", "semaine": "1", "jour": "jeudi", "demi_journee": "après-midi"}


def read_one(folder: Path, **changes: str) -> Commune:
    """Return Haveluy with some cells changed; it must have no problem."""
    read = read_communes(write(folder, HAVELUY | changes))
    assert read.problems == ()
    (commune,) = read.communes
    return commune


def problems_of(folder: Path, **changes: str) -> tuple[Problem, ...]:
    """Return the problems of Haveluy with some cells changed."""
    return read_communes(write(folder, HAVELUY | changes)).problems


def test_the_required_columns_are_enough(tmp_path: Path) -> None:
    """Optional columns have defaults: a commune, taking part, without slot, whose mayor is « Maire »."""
    commune = read_one(tmp_path)
    assert (commune.insee, commune.nom, commune.tncc, commune.population_municipale) == ("59292", "Haveluy", 1, 3224)
    assert (commune.qualite, commune.participe, commune.slot) == ("Commune", True, None)
    assert (commune.titre_maire, commune.appel_maire) == ("Maire", "Monsieur le Maire")
    assert (commune.population_totale, commune.maire_depuis) == (None, None)
    assert (commune.population_conseil, commune.council_population) == (None, commune.population_municipale)


@cases("insee, siren", ("2A004", "212000046"), ("2b033", "212000335"), ("97105", "219711058"), ("01004", "210100046"))
def test_corsica_overseas_and_first_departements(tmp_path: Path, insee: str, siren: str) -> None:
    """2A and 2B (in small letters too), overseas codes and a leading zero are codes like others."""
    assert read_one(tmp_path, insee=insee, siren=siren).insee == insee.upper()


@pytest.mark.parametrize("tncc", range(9))
def test_every_code_of_a_name_s_article_is_accepted(tmp_path: Path, tncc: int) -> None:
    """INSEE's « type de nom en clair » goes from 0 to 8."""
    assert read_one(tmp_path, tncc=str(tncc)).tncc == tncc


def test_spaces_in_numbers_are_accepted(tmp_path: Path) -> None:
    """« 215 902 925 » and « 3 224 », with no-break spaces too, are how people write them."""
    commune = read_one(
        tmp_path, siren="215 902\u00a0925", population_municipale="3\u202f224", population_totale="3 237"
    )
    assert (commune.siren, commune.population_municipale, commune.population_totale) == ("215902925", 3224, 3237)


@cases(
    "written, civility",
    ("Monsieur", "Monsieur"),
    ("M.", "Monsieur"),
    ("m", "Monsieur"),
    ("MME", "Madame"),
    ("Mme.", "Madame"),
)
def test_civilities_are_spelt_out(tmp_path: Path, written: str, civility: str) -> None:
    """« M. » and « Mme » are accepted; acts print the whole word."""
    assert read_one(tmp_path, civilite_maire=written).civilite_maire == civility


@cases(
    "civility, title, short, said",
    ("Madame", "", "Maire", "Madame la Maire"),
    ("Madame", "Madame le Maire", "Maire", "Madame le Maire"),
    ("Monsieur", "Maire délégué", "Maire délégué", "Monsieur le Maire délégué"),
    ("Madame", "Première adjointe", "Première adjointe", "Madame la Première adjointe"),
    ("Madame", "Maire délégué", "Maire déléguée", "Madame la Maire déléguée"),
    ("Monsieur", "le Maire", "Maire", "Monsieur le Maire"),
    ("Madame", "Mme le Maire", "Maire", "Madame le Maire"),
)
def test_the_title_is_the_person_s_choice(tmp_path: Path, civility: str, title: str, short: str, said: str) -> None:
    """A title agrees with the civility unless it is given whole."""
    commune = read_one(tmp_path, civilite_maire=civility, titre_maire=title)
    assert (commune.titre_maire, commune.appel_maire) == (short, said)


def test_a_city_and_a_commune_that_does_not_take_part(tmp_path: Path) -> None:
    """``qualite`` and ``participe`` are read whatever their case."""
    commune = read_one(tmp_path, qualite="ville", participe="NON")
    assert (commune.qualite, commune.participe) == ("Ville", False)


@cases(
    "civility, title, level, told",
    ("Monsieur", "1ère adjointe", "error", "« 1ère adjointe » est au féminin, pour Monsieur"),
    ("Madame", "Premier adjoint", "warning", "écrivez « Première adjointe »"),
    ("Madame", "Madame la Première adjointe", "warning", "écrivez « Première adjointe »"),
    ("Monsieur", "le premier adjoint", "warning", "écrivez « Premier adjoint »"),
)
def test_a_signatory_s_title_is_theirs_and_alone(
    tmp_path: Path, civility: str, title: str, level: str, told: str
) -> None:
    """« Monsieur …, 1ère adjointe » is a mistake in one of two cells, « Madame …, Premier adjoint » may be a choice."""
    row = HAVELUY | SIGNATORY | {"signataire_civilite": civility, "signataire_titre": title}
    (problem,) = read_communes(write(tmp_path, row)).problems
    assert (problem.level, problem.column) == (level, "signataire_titre")
    assert told in f"{problem.message} ; {problem.remedy}"


@cases("written", "2020-05-25", "25/05/2020")
def test_dates_are_iso_or_french(tmp_path: Path, written: str) -> None:
    """Spreadsheets in French write 25/05/2020."""
    assert read_one(tmp_path, maire_depuis=written).maire_depuis == datetime.date(2020, 5, 25)


@cases("written", "0001-01-01", "31/12/1850", "2205-05-25", "01/01/9999")
def test_a_year_of_no_act_is_told(tmp_path: Path, written: str) -> None:
    """A day that is one, of a year in which nobody became a mayor: the year is told, not the way of writing it."""
    (problem,) = read_communes(write(tmp_path, HAVELUY | {"maire_depuis": written})).problems
    assert (problem.level, problem.column, problem.commune) == ("error", "maire_depuis", "Haveluy")
    assert problem.message == f"« {written} » n’est pas une date d’acte"
    assert "de 1900 à 2100" in problem.remedy


def test_a_slot_is_read_whatever_its_case(tmp_path: Path) -> None:
    """« Jeudi » and « Apres midi » are understood; the place is the town hall unless told."""
    slot = read_one(tmp_path, **SLOT | {"jour": "Jeudi", "demi_journee": "Apres midi"}).slot
    assert slot == Slot("M1", 1, "jeudi", "après-midi", "Mairie")


def test_a_place_alone_is_no_slot(tmp_path: Path) -> None:
    """A place settled before the date waits for the proposal."""
    commune = read_one(tmp_path, **dict.fromkeys(SLOT, ""), lieu="Médiathèque")
    assert commune.slot is None


def test_unknown_columns_are_kept(tmp_path: Path) -> None:
    """A column of the legal staff's own is offered to templates under its plain name."""
    path = write(tmp_path, {**HAVELUY, "Référent numérique": "Conseiller délégué"})
    (commune,) = read_communes(path).communes
    assert commune.row["referent_numerique"] == "Conseiller délégué"


@cases(
    "column, value, message, remedy",
    ("insee", "", "cellule vide", "cinq caractères"),
    ("siren", "", "cellule vide", "neuf chiffres"),
    ("insee", "5929", "code INSEE", "cinq caractères"),  # 05929 is no commune
    ("insee", "1004", "code INSEE", "zéro de tête : écrivez 01004"),
    ("insee", "96004", "code INSEE", "cinq caractères"),
    ("siren", "21590292", "neuf chiffres", "neuf chiffres du SIREN"),
    ("siren", "215 902 925 00014", "est un SIRET", "les neuf premiers chiffres, le SIREN : 215902925"),
    ("siren", "2,159E+08", "a abrégé ce nombre", "format Texte"),
    ("siren", "٢١٥٩٠٢٩٢٥", "neuf chiffres", "neuf chiffres du SIREN"),
    ("siren", "215902926", "clé de contrôle", "recopiez"),
    ("nom", "", "vide", "actes"),
    ("nom_maire", "", "vide", "actes"),
    ("tncc", "", "cellule vide", "écrivez 1 : « d’Haveluy » (code officiel géographique de"),
    ("tncc", "9", "code de 0 à 8", "code de 0 à 8"),
    ("tncc", "-1", "code de 0 à 8", "code de 0 à 8"),
    ("tncc", "²", "code de 0 à 8", "code de 0 à 8"),
    ("population_municipale", "", "cellule vide", "écrivez un nombre entier"),
    ("population_municipale", "3224,5", "nombre entier", "nombre entier"),
    ("population_totale", "env. 3000", "nombre entier", "nombre entier"),
    ("civilite_maire", "", "cellule vide", "Monsieur ou Madame"),
    ("civilite_maire", "Mlle", "n’est pas une civilité", "Monsieur ou Madame"),
    ("titre_maire", "Madame la Maire", "contredisent", "Madame la Maire"),
    ("qualite", "Village", "valeur prévue", "commune ou ville"),
    ("participe", "peut-être", "valeur prévue", "oui ou non"),
    ("maire_depuis", "31/02/2020", "pas une date", "02/04/2025"),
    ("maire_depuis", "25/05/20", "pas une date", "02/04/2025"),
    ("maire_depuis", "43976", "pas une date", "02/04/2025"),
    ("courriel", "mairie", "pas une adresse", "corrigez-la ou videz-la"),
    ("courriel", "a@b.fr, c@d.fr", "pas une adresse", "n’en gardez qu’une, par exemple a@b.fr"),
    ("courriel", "a@b.fr, mairie", "pas une adresse", "corrigez-la ou videz-la"),
    ("courriel", "mairie@haveluy", "pas une adresse", "corrigez-la ou videz-la"),
)
def test_a_wrong_cell_is_an_error(tmp_path: Path, column: str, value: str, message: str, remedy: str) -> None:
    """Each mistake is told once, with its file, line, commune, column and remedy; the commune is set aside."""
    read = read_communes(write(tmp_path, HAVELUY | {column: value}))
    (problem,) = read.problems
    name = "59292" if (column, value) == ("nom", "") else value if column == "nom" else "Haveluy"
    assert (problem.level, problem.file, problem.line) == ("error", "communes.csv", 2)
    assert (problem.column, problem.commune) == (column, name)
    assert message in problem.message
    assert remedy in problem.remedy
    assert read.communes == ()


def test_the_article_of_another_name_is_not_advised(tmp_path: Path) -> None:
    """Where the code and the name are not of one commune, what the code would give is no remedy."""
    (problem,) = read_communes(write(tmp_path, HAVELUY | {"nom": "Maroilles", "tncc": ""})).problems
    assert problem.column == "tncc"
    assert problem.remedy.startswith("corrigez d’abord le code, celui d’Haveluy (code officiel géographique de ")


@cases(
    "changes, column, message",
    ({"semaine": "5"}, "semaine", "« 5 » n’est pas une semaine du mois ; écrivez 1, 2, 3 ou 4"),
    ({"semaine": "première"}, "semaine", "n’est pas une semaine du mois"),
    ({"jour": "jeudis"}, "jour", "« jeudis » n’est pas un jour de la semaine"),
    ({"demi_journee": "soir"}, "demi_journee", "n’est pas une demi-journée ; écrivez matin ou après-midi"),
    ({"mediateur": ""}, "mediateur", "incomplet"),
    ({"semaine": ""}, "semaine", "incomplet"),
    ({"jour": ""}, "jour", "incomplet"),
    ({"demi_journee": ""}, "demi_journee", "incomplet"),
)
def test_a_wrong_slot_is_an_error(tmp_path: Path, changes: dict[str, str], column: str, message: str) -> None:
    """A slot is whole and exact, or empty."""
    (problem,) = problems_of(tmp_path, **SLOT | changes)
    assert (problem.level, problem.column) == ("error", column)
    assert message in f"{problem.message} ; {problem.remedy}"


def test_an_accent_in_the_domain_of_an_address_is_doubted(tmp_path: Path) -> None:
    """Such domains exist, and mail programs write them in ASCII; in a commune's address it is a slip of the hand."""
    (problem,) = problems_of(tmp_path, courriel="mairie@havéluy.fr")
    assert (problem.level, problem.column, problem.line) == ("warning", "courriel", 2)
    assert "mairie@xn--havluy-dva.fr" in problem.message
    assert "sans accent" in problem.remedy
    assert problems_of(tmp_path, courriel="mairie@xn--havluy-dva.fr") == ()


def test_the_departement_and_the_arrondissement_are_spelt_officially(tmp_path: Path) -> None:
    """Whatever the case and the accents; documents print them, and a préfecture is known by them."""
    row = read_one(tmp_path, departement="NORD", arrondissement="VALENCIENNES").row
    assert (row["departement"], row["arrondissement"]) == ("Nord", "Valenciennes")
    row = read_one(tmp_path, arrondissement="st-brieuc").row
    assert row["arrondissement"] == "Saint-Brieuc"
    elsewhere = read_communes(write(tmp_path, HAVELUY | {"departement": "Val d'Oise"}))
    assert elsewhere.communes[0].row["departement"] == "Val-d’Oise"
    row = read_one(tmp_path, arrondissement="Haguenau-Wissembourg").row
    assert row["arrondissement"] == "Haguenau-Wissembourg"


@cases(
    "column, value, level, remedy",
    ("departement", "59", "error", "écrivez Nord"),
    ("departement", "Nord (59)", "warning", "écrivez Nord"),
    ("departement", "Hauts-de-France", "warning", "écrivez Nord"),
    ("departement", "Aisne", "warning", "écrivez Nord, ou corrigez le code"),
    ("arrondissement", "596", "error", "écrivez le nom seul"),
    ("arrondissement", "Arrondissement de Valenciennes", "warning", "écrivez le nom seul"),
)
def test_a_code_is_no_name_of_a_place(tmp_path: Path, column: str, value: str, level: str, remedy: str) -> None:
    """« DÉPARTEMENT DE 59 », « sous-préfecture de 596 » would be printed."""
    (problem,) = read_communes(write(tmp_path, HAVELUY | {column: value})).problems
    assert (problem.level, problem.column) == (level, column)
    assert remedy in problem.remedy


@cases(
    "value, insee, departement",
    ("Métropole de Lyon", "69123", "Rhône"),
    ("Collectivité de Corse", "2A004", "Corse-du-Sud"),
    ("Collectivité de Corse", "2B033", "Haute-Corse"),
    ("Collectivité européenne d’Alsace", "67482", "Bas-Rhin"),
    ("Collectivité européenne d’Alsace", "68066", "Haut-Rhin"),
)
def test_a_collectivity_of_another_kind_is_no_departement(
    tmp_path: Path, value: str, insee: str, departement: str
) -> None:
    """« DÉPARTEMENT DE LA MÉTROPOLE DE LYON » would be printed; the State's département is that of the code."""
    problems = problems_of(tmp_path, departement=value, insee=insee)
    (problem,) = [problem for problem in problems if problem.column == "departement"]
    assert problem.level == "warning"
    assert (problem.message, problem.remedy) == (
        f"« {value} » n’est le nom d’aucun département",
        f"écrivez {departement}",
    )


def test_names_without_a_capital_are_told_once_a_column(tmp_path: Path) -> None:
    """« jean-paul » and « anne-lise » come from one program: one warning, and the communes are read."""
    table = read_communes(
        write(tmp_path, HAVELUY | {"nom_maire": "ryckelynck"}, DENAIN | {"nom_maire": "dufour-tonini"})
    )
    (problem,) = table.problems
    assert (problem.level, problem.line, problem.column) == ("warning", 2, "nom_maire")
    assert problem.message == "« ryckelynck » n’a pas de majuscule, de même une autre"
    assert len(table.communes) == 2


def test_a_missing_e_mail_is_only_a_warning(tmp_path: Path) -> None:
    """Some town halls publish no address; a file without the column asks for none."""
    (problem,) = problems_of(tmp_path, courriel="")
    assert (problem.level, problem.column, problem.commune) == ("warning", "courriel", "Haveluy")
    assert problems_of(tmp_path) == ()


def test_postcodes_and_telephone_numbers_are_read_as_documents_print_them(tmp_path: Path) -> None:
    """« 59 224 » and « +33 (0)3.27.09.05.05 » are put right in the row, while the table keeps what was typed."""
    path = write(tmp_path, HAVELUY | {"code_postal": "59 224", "telephone": "+33 (0)3.27.09.05.05"})
    read = read_communes(path)
    (commune,), (row,) = read.communes, read.table.rows
    assert (commune.row["code_postal"], commune.row["telephone"]) == ("59224", "03 27 09 05 05")
    assert (row.cells["code_postal"], row.cells["telephone"]) == ("59 224", "+33 (0)3.27.09.05.05")
    assert read.problems == ()


@cases(
    "column, value, remedy",
    ("code_postal", "5922", "écrivez cinq chiffres, par exemple 59224"),
    ("code_postal", "592244", "cinq chiffres"),
    ("telephone", "327090505", "zéro de tête : écrivez 03 27 09 05 05"),
    ("telephone", "03 27 09 05", "dix chiffres"),
    ("telephone", "03 27 09 05 05 / 06 11 22 33 44", "n’en gardez qu’un, par exemple 03 27 09 05 05"),
)
def test_an_impossible_postcode_or_number_is_a_warning(tmp_path: Path, column: str, value: str, remedy: str) -> None:
    """It is told with its place, and stays as it was typed: the act can be made."""
    read = read_communes(write(tmp_path, HAVELUY | {column: value}))
    (problem,) = read.problems
    assert (problem.level, problem.line, problem.column) == ("warning", 2, column)
    assert remedy in problem.remedy
    assert read.communes[0].row[column] == value


@cases("column, value", ("insee", "59292"), ("siren", "215 902 925"), ("nom", "haveluy"), ("nom", "HAVELUY"))
def test_a_commune_has_one_row(tmp_path: Path, column: str, value: str) -> None:
    """A code, a SIREN or a name that an earlier row bears is told with both lines."""
    problems = read_communes(write(tmp_path, HAVELUY, DENAIN | {column: value})).problems
    (problem,) = [problem for problem in problems if problem.level == "error"]
    assert (problem.line, problem.column) == (3, column)
    assert "figure déjà ligne 2" in problem.message


def test_a_row_that_stands_twice_is_told_once(tmp_path: Path) -> None:
    """Not for its code, its SIREN, its name and its slot."""
    read = read_communes(write(tmp_path, HAVELUY, DENAIN, HAVELUY))
    assert [(one.line, one.column) for one in read.problems if one.level == "error"] == [(4, "insee")]
    assert [commune.nom for commune in read.communes] == ["Haveluy", "Denain"]


def test_the_same_corsican_code_in_two_cases_is_the_same(tmp_path: Path) -> None:
    """« 2a004 » repeats « 2A004 »."""
    ajaccio = HAVELUY | {"insee": "2A004", "siren": "212000046", "nom": "Ajaccio"}
    read = read_communes(write(tmp_path, ajaccio, ajaccio | {"insee": "2a004"}))
    assert [problem.column for problem in read.problems] == ["insee"]


def test_two_departements_may_have_a_commune_of_one_name(tmp_path: Path) -> None:
    """Names are unique in a département only."""
    other = DENAIN | {"insee": "62350", "siren": "216203505", "nom": "Haveluy"}
    read = read_communes(write(tmp_path, HAVELUY, other))
    assert [problem.column for problem in read.problems if problem.level == "error"] == []
    assert len(read.communes) == 2


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    """Every wrong cell of every row, the file's own problems included, in the order of the lines."""
    path = write(tmp_path, HAVELUY | {"tncc": "x", "siren": "1"}, DENAIN | {"insee": "", "courriel": "x"})
    path.write_text(path.read_text(encoding="utf-8") + ";" * 12 + "y\n", encoding="utf-8")
    problems = read_communes(path).problems
    assert [(problem.line, problem.column) for problem in problems][:5] == [
        (2, "siren"),
        (2, "tncc"),
        (2, "courriel"),
        (3, "insee"),
        (3, "courriel"),
    ]
    assert any(problem.line == 4 and "en trop" in problem.message for problem in problems)


def test_every_missing_column_is_told(tmp_path: Path) -> None:
    """Required columns that are absent are all named; rows are not read without them."""
    read = read_communes(write(tmp_path, {key: HAVELUY[key] for key in ("insee", "nom")}))
    assert [problem.column for problem in read.problems] == [
        "siren",
        "tncc",
        "civilite_maire",
        "prenom_maire",
        "nom_maire",
        "population_municipale",
    ]
    assert read.problems[0].remedy == "ajoutez une colonne « siren »"
    assert (
        read.problems[1].remedy == "ajoutez une colonne « tncc », même vide : le code de chaque commune vous sera dit"
    )


def test_of_two_columns_that_may_be_meant_none_is_chosen(tmp_path: Path) -> None:
    """BANATIC has the SIREN of the grouping beside that of its member."""
    row = {key: HAVELUY[key] for key in HAVELUY if key != "siren"}
    read = read_communes(write(tmp_path, {**row, "N° SIREN": "200042190", "Siren membre": "215902925"}))
    assert read.problems[0].remedy.endswith("renommez ainsi la colonne « N° SIREN » ou « Siren membre »")


def test_a_misspelt_column_is_told_and_a_column_of_the_clerk_s_is_not(tmp_path: Path) -> None:
    """A commune would else take part, or its mayor sign, against what the file says."""
    row = HAVELUY | {"participent": "non", "civilite_signataire": "Madame", "referent": "Accueil"}
    problems = read_communes(write(tmp_path, row)).problems
    assert [(problem.level, problem.line, problem.column, problem.message) for problem in problems] == [
        ("warning", 1, "participent", "colonne inconnue"),
        ("warning", 1, "civilite_signataire", "colonne inconnue"),
    ]
    assert "vouliez-vous « participe » ?" in problems[0].remedy


def test_the_directory_of_the_elected_is_told_what_to_rename(tmp_path: Path) -> None:
    """In the Répertoire national des élus, the name of the commune is not that of its mayor."""
    named = {"insee": "Code de la commune", "nom": "Libellé de la commune", "nom_maire": "Nom de l’élu"}
    problems = read_communes(write(tmp_path, {named.get(key, key): cell for key, cell in HAVELUY.items()})).problems
    told = {problem.column: problem.remedy for problem in problems}
    assert all(f"renommez ainsi la colonne « {title} »" in told[column] for column, title in named.items())


def test_a_file_with_titles_alone_has_no_commune(tmp_path: Path) -> None:
    """Nothing to make is a mistake, not a success."""
    path = tmp_path / "communes.csv"
    path.write_text(";".join(HAVELUY) + "\n", encoding="utf-8")
    assert [problem.message for problem in read_communes(path).problems] == ["aucune commune"]


@cases(
    "name, expected",
    ("Château-l'Abbaye", "chateau-l-abbaye"),
    ("Rœulx", "roeulx"),
    ("L’Haÿ-les-Roses", "l-hay-les-roses"),
    ("Have\u00adluy\u2060", "haveluy"),
)
def test_a_slug_is_the_name_without_accents(name: str, expected: str) -> None:
    """Folders and the command line use plain letters."""
    assert slug(name) == expected


SIGNATORY = {
    "signataire_civilite": "Mme",
    "signataire_prenom": "Mariette",
    "signataire_nom": "MAYEUX",
    "signataire_titre": "Troisième adjointe",
}


def test_the_mayor_signs_unless_the_row_says_who(tmp_path: Path) -> None:
    """Columns that are not there, or empty, leave it to the mayor; the mayor's own columns stay the mayor's."""
    assert read_one(tmp_path).signataire is None
    assert read_one(tmp_path, **dict.fromkeys(SIGNATORY, "")).signataire is None
    commune = read_one(tmp_path, **SIGNATORY)
    assert commune.signataire == Delegate("Madame", "Mariette", "MAYEUX", "Troisième adjointe")
    delegated = read_one(tmp_path, **SIGNATORY, signataire_arrete="n° 2026-12 du 3 avril 2026")
    assert delegated.signataire == replace(commune.signataire, arrete="n° 2026-12 du 3 avril 2026")
    assert commune.maire == Person("Monsieur", "Jean-Paul", "RYCKELYNCK", "Maire")


@cases(
    "cells, level, message",
    ({"signataire_arrete": "n° 3 du 2 mai 2026"}, "error", "arrêté de délégation sans signataire"),
    (SIGNATORY | {"signataire_arrete": "n° 2026-12"}, "warning", "ne dit pas la date de l’arrêté"),
    (SIGNATORY | {"signataire_arrete": "Arrêté n° 3 du 2 mai 2026"}, "warning", "écrivent déjà « arrêté »"),
    (SIGNATORY | {"signataire_arrete": "n° {{ x }} du 2 mai 2026"}, "error", "balise"),
)
def test_an_order_of_the_mayor_is_whole_and_somebody_s(
    tmp_path: Path, cells: dict[str, str], level: str, message: str
) -> None:
    """Its number and its day, without the word that acts write before it, beside whom it lets sign."""
    (problem,) = problems_of(tmp_path, **cells)
    assert (problem.level, problem.column) == (level, "signataire_arrete")
    assert message in problem.message


@cases("order", "n° 2026-12 du 3 avril 2026", "2026-12 du 03/04/2026", "du 1er juillet 2026")
def test_an_order_with_its_day_is_in_order(tmp_path: Path, order: str) -> None:
    """However it is numbered."""
    assert problems_of(tmp_path, **SIGNATORY, signataire_arrete=order) == ()


@cases("column", "titre_maire", "signataire_titre")
def test_no_convention_is_made_for_a_special_delegation(tmp_path: Path, column: str) -> None:
    """It has but conservatory and urgent acts; the row stays, without a dossier, until there is a council again."""
    row = SIGNATORY | {"titre_maire": "", column: "Président de la délégation spéciale", "signataire_civilite": "M."}
    if column == "titre_maire":
        row |= dict.fromkeys(SIGNATORY, "")
    (problem,) = problems_of(tmp_path, **row)
    assert (problem.level, problem.column) == ("error", column)
    assert "L. 2121-38" in problem.message
    assert "« non » dans participe" in problem.remedy
    assert problems_of(tmp_path, **row, participe="non") == ()


def test_paris_has_no_municipal_council(tmp_path: Path) -> None:
    """Templates would say one; Lyon and Marseille have theirs."""
    for insee, told in (("75056", 1), ("69123", 0), ("13055", 0)):
        found = problems_of(tmp_path, insee=insee)
        assert len([one for one in found if "Conseil de Paris" in one.message]) == told


@cases(
    "column, value, message",
    *((column, "", "signataire incomplet") for column in SIGNATORY),
    ("signataire_civilite", "Mlle", "n’est pas une civilité"),
    ("signataire_titre", "{{ x }}", "balise"),
)
def test_a_signatory_is_given_whole(tmp_path: Path, column: str, value: str, message: str) -> None:
    """One cell missing or wrong is an error at that cell."""
    (problem,) = problems_of(tmp_path, **(SIGNATORY | {column: value}))
    assert (problem.level, problem.column) == ("error", column)
    assert message in problem.message


@cases(
    "address, times",
    ("10 rue du Bois, 59255 Haveluy", 1),
    ("10 rue du Bois 59230 SAINT-AMAND-LES-EAUX", 1),
    ("10 rue du Bois, BP 10042", 0),
    ("CS 50049", 0),
    ("10 rue du Bois - 59255 - Haveluy", 1),
)
def test_a_town_in_the_address_is_told(tmp_path: Path, address: str, times: int) -> None:
    """Letters would have the postcode and the town twice."""
    found = [one for one in problems_of(tmp_path, adresse_mairie=address) if "ajoutent à l’adresse" in one.message]
    assert [one.level for one in found] == ["warning"] * times
