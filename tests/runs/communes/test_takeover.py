"""Another table of the communes held against communes.csv."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.errors import DataError, UsageError
from generator.progress import Silence
from generator.project import Project
from generator.runs.communes import takeover
from generator.runs.communes.takeover import TakeoverRequest
from generator.runs.communes.takeoverreport import TakeoverReport
from tests.cases import cases
from tests.inputs.sheets import LINKS, rows, xlsx


def held(project: Project, data: bytes, name: str = "export.csv") -> TakeoverReport:
    """Hold a file against communes.csv."""
    return takeover.run(project, TakeoverRequest(name, data), Silence())


def test_a_workbook_says_only_what_its_columns_say(small_project: Project, tmp_path: Path) -> None:
    """Columns that it lacks are left alone; its rows are known by their code."""
    cells = [["insee", "nom", "telephone"], ["59292", "Haveluy", "03 27 00 00 00"]]
    found = held(small_project, xlsx(tmp_path / "x.xlsx", {"Feuil1": rows(cells)}).read_bytes(), "x.xlsx")
    (one,) = found.changed
    assert dict(one.cells) == {"telephone": "03 27 00 00 00"}
    assert [row.cells["nom"] for row in found.removed] == ["La Sentinelle", "Rœulx"]


def test_a_day_that_a_spreadsheet_writes_otherwise_is_the_same(small_project: Project) -> None:
    """What a French Excel makes of the days of communes.csv is no change; another day is one."""
    found = held(small_project, b"insee;maire_depuis\n59292;25/05/2020\n59564;24/05/2020\n")
    (one,) = found.changed
    assert (one.seen["nom"], dict(one.cells)) == ("La Sentinelle", {"maire_depuis": "24/05/2020"})
    assert found.unchanged == 1


def test_zeros_and_spaces_that_a_spreadsheet_takes_away_are_no_change(small_project: Project) -> None:
    """A column of numbers: « 1001 » is 01001 here, no departure and no arrival, and telephones and postcodes alike."""
    text = small_project.communes.read_text("utf-8")
    for old, new in (("59292;215902925;Haveluy", "01001;210100012;L’Abergement-Clémenciat"), ("59255", "01400")):
        text = text.replace(old, new)
    small_project.communes.write_text(text, "utf-8")
    row = "1001;210 100 012;1400;327442099;3 224"
    found = held(small_project, f"insee;siren;code_postal;telephone;population_municipale\n{row}\n".encode())
    assert (found.changed, found.added, found.unchanged) == ((), (), 1)
    found = held(small_project, b"insee;telephone\n1001;474240025\n")
    assert [dict(one.cells) for one in found.changed] == [{"telephone": "0474240025"}]
    with pytest.raises(UsageError, match="plus d’une ligne a le code 01001"):
        held(small_project, b"insee;nom\n1001;A\n01001;B\n")


def test_the_surnames_of_mayors_are_no_names_of_communes(small_project: Project) -> None:
    """« Commune ; Prénom ; Nom », as secretaries write it."""
    found = held(small_project, "Code INSEE;Commune;Prénom;Nom\n59292;Haveluy;Jean-Paul;MARTIN\n".encode())
    assert [dict(one.cells) for one in found.changed] == [{"nom_maire": "MARTIN"}]
    assert found.titles["nom_maire"] == "Nom"


def test_a_line_above_titles_of_another_wording_is_no_line_of_titles(small_project: Project) -> None:
    """The titles are found as when they are the program's own."""
    table = "Les maires au 1er mai;;;;\nCode INSEE;Commune;Civilité;Prénom;Nom de l’élu\n59292;Haveluy;M.;Luc;MARTIN\n"
    found = held(small_project, table.encode())
    assert dict(found.changed[0].cells) == {"prenom_maire": "Luc", "nom_maire": "MARTIN"}  # « M. » is Monsieur


def test_two_rows_of_one_code_are_refused(small_project: Project) -> None:
    """Nobody knows which of them would be meant; lists of postcodes have one a hamlet, which say the same."""
    with pytest.raises(UsageError, match="plus d’une ligne a le code 59292"):
        held(small_project, b"insee;telephone\n59292;0327442099\n59292;0327000000\n")
    found = held(small_project, b"insee;telephone;lieu_dit\n59292;0327000000;Bourg\n59292;0327000000;Gare\n")
    assert (len(found.changed), len(found.added)) == (1, 0)


def test_a_file_that_is_no_table_is_refused(small_project: Project) -> None:
    """A PDF, a table without codes."""
    with pytest.raises(DataError):
        held(small_project, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(UsageError, match="pas de colonne « insee »"):
        held(small_project, b"commune;maire\nPau;X\n")


def test_other_titles_are_taken_for_the_columns_that_they_mean_and_told(small_project: Project) -> None:
    """A column of which no title is known is the user's own; of two addresses, that of the town hall is meant."""
    table = "Code INSEE;Commune;E-mail;Courriel de la mairie;Canton\n59292;Haveluy;autre@haveluy.fr;x@y.fr;Denain\n"
    found = held(small_project, table.encode())
    assert found.titles == {"insee": "Code INSEE", "nom": "Commune", "courriel": "Courriel de la mairie"}
    assert dict(found.changed[0].cells) == {"courriel": "x@y.fr"}
    assert found.unknown == {"e_mail": ("E-mail", "autre@haveluy.fr"), "canton": ("Canton", "Denain")}
    own = small_project.communes.read_text(encoding="utf-8")
    small_project.communes.write_text(own.replace(";courriel;", ";mail;", 1), encoding="utf-8")
    assert not held(small_project, b"insee;mail\n59292;autre@haveluy.fr\n").titles


def test_of_two_titles_of_one_column_none_is_taken(small_project: Project) -> None:
    """BANATIC has the SIREN of the grouping beside that of its member: both are told, and neither is a change of it."""
    found = held(small_project, "insee;N° SIREN;Siren membre\n59292;200042190;215902925\n".encode())
    assert (found.titles, list(found.unknown)) == ({}, ["n_siren", "siren_membre"])
    assert found.changed == ()
    assert [(one.column, one.remedy.partition(" ?")[0]) for one in found.problems] == [
        ("n_siren", "vouliez-vous « siren »"),
        ("siren_membre", "vouliez-vous « siren »"),
    ]


def test_a_name_that_is_another_spelling_of_the_official_one_is_read_as_it(small_project: Project) -> None:
    """Lists of communes are in capitals, with articles put after: acts would have printed them so."""
    table = "insee;nom;tncc\n59292;HAVELUY;1\n59564;SENTINELLE (LA);3\n59504;Roeulx le Grand;0\n39470;ROUSSES (LES);\n"
    found = held(small_project, table.encode())
    assert [dict(one.cells) for one in found.changed] == [{"nom": "Roeulx le Grand"}]
    assert [(one.cells["nom"], one.cells["tncc"]) for one in found.added] == [("Les Rousses", "4")]


def test_the_type_of_a_new_name_is_proposed_where_code_and_name_are_official(small_project: Project) -> None:
    """That of another name, or what the table says itself, is not touched; nor is a row that has another code."""
    table = "insee;nom;tncc\n59313;Hordain;\n59092;Douchy;\n59139;Château-l’Abbaye;3\n"
    added = {one.cells["nom"]: one for one in held(small_project, table.encode()).added}
    assert (added["Hordain"].cells["tncc"], added["Hordain"].official) == ("1", ("siren", "tncc"))
    assert added["Hordain"].cells["siren"] == "215903139"
    assert (added["Douchy"].cells["tncc"], added["Douchy"].official) == ("", ())
    assert added["Château-l’Abbaye"].cells["tncc"] == "3"


def test_communes_without_codes_are_known_by_name_or_siren(small_project: Project) -> None:
    """Prefectures' lists have names alone, BANATIC the SIREN; a line that is neither is told and left out."""
    table = "COMMUNES;CP\nHAVELUY;59255\nSENTINELLE (LA);59174\nArrondissement de Valenciennes;59000\n"
    found = held(small_project, table.encode())
    assert (len(found.changed) + found.unchanged, found.added) == (2, ())
    assert [one.message for one in found.problems] == [
        "2 lignes sans code INSEE sont reconnues au SIREN ou au nom de la commune",
        "« Arrondissement de Valenciennes » n’a ni code INSEE ni nom d’une commune connue : elle n’est pas lue",
    ]
    found = held(small_project, b"Siren membre;Nom membre\n215902925;Un autre nom\n")
    assert [one.seen["insee"] for one in found.changed] == ["59292"]
    found = held(small_project, b"Tiers;SIRET\nCOMMUNE D'HORDAIN;21590313900017\n")  # which communes.csv does not have
    assert [(one.cells["insee"], one.cells["siren"]) for one in found.added] == [("59313", "215903139")]


def test_a_total_is_no_commune_more(small_project: Project) -> None:
    """It would have been added with the communes, its sum for population."""
    table = "Les communes\nCode INSEE;Commune\n59292;Haveluy\n;Ensemble des communes\nSource : INSEE, 2026\n"
    found = held(small_project, table.encode())
    assert (len(found.removed), found.added) == (2, ())


def test_totals_between_rows_that_names_alone_tell_are_no_communes(small_project: Project) -> None:
    """Nobody is asked for their codes, nor told that their mayor's name is not told apart."""
    table = "Commune;Maire\nHaveluy;Mme Anne-Lise DUFOUR-TONINI\nSous-total secteur;1 commune\n"
    found = held(small_project, (table + "La Sentinelle;\nSous-total secteur;1 commune\n").encode())
    told = [one.message for one in found.problems]
    assert sum("cette ligne de total n’est pas lue" in one for one in told) == 2
    assert not any("le même nom" in one or "ne s’y distingue pas" in one for one in told)


def test_a_table_without_titles_is_refused(small_project: Project) -> None:
    """Its first commune would have been taken for them, and missed."""
    with pytest.raises(UsageError, match="« 59292 » est là où seraient les titres"):
        held(small_project, "59292;Haveluy;0327442099\n59564;La Sentinelle;0327000000\n59504;Rœulx;\n".encode())
    with pytest.raises(UsageError, match="« Haveluy » est là où seraient les titres"):
        held(small_project, "Haveluy;MARTIN\nLa Sentinelle;PETIT\nRœulx;\n".encode())


@cases(
    "titles, cells, told",
    ("Prénom;Nom", "Anne;MARTIN", "« Anne MARTIN » serait maire de 2 communes : Haveluy, La Sentinelle"),
    ("Courriel", "contact@epci.fr", "« contact@epci.fr » serait l’adresse de 2 communes : Haveluy, La Sentinelle"),
)
def test_what_communes_would_share_is_told_before_it_is_taken(
    small_project: Project, titles: str, cells: str, told: str
) -> None:
    """The President of the EPCI on each row, one address copied down: a check would tell it too late."""
    found = held(small_project, f"INSEE;{titles}\n59292;{cells}\n59564;{cells}\n".encode())
    assert sum(told in one.message for one in found.problems) == 1
    found = held(small_project, f"INSEE;{titles}\n59292;{cells}\n".encode())
    assert not any("serait" in one.message for one in found.problems)


def test_a_mayor_in_one_cell_is_read_in_three(small_project: Project) -> None:
    """« Maire » says who it is; what does not tell the names apart is told, and changes nothing."""
    table = "Code INSEE;Commune;Maire\n59292;Haveluy;Mme Anne-Lise DUFOUR-TONINI\n59564;La Sentinelle;Jean Martin\n"
    found = held(small_project, table.encode())
    (one,) = found.changed
    assert dict(one.cells) == {"civilite_maire": "Madame", "prenom_maire": "Anne-Lise", "nom_maire": "DUFOUR-TONINI"}
    assert "« Jean Martin » : le nom ne s’y distingue pas du prénom" in found.problems[0].message


def test_mayors_whose_names_cannot_be_told_apart_are_told(small_project: Project) -> None:
    """Their column would have been added as one of the user's own, without a word."""
    found = held(small_project, b"insee;Maire\n59292;Jean Martin\n59564;Anne Petit\n")
    assert (found.changed, found.unknown) == ((), {})
    assert "« Jean Martin » : le nom ne s’y distingue pas du prénom, de même 1 autre ligne" in found.problems[0].message


def test_the_civility_of_another_mayor_is_not_the_former_one_s(small_project: Project) -> None:
    """The national directory has it as a sex; a table that lacks it is told."""
    (one,) = held(small_project, b"insee;Code sexe;prenom_maire\n59292;F;Anne-Lise\n").changed
    assert dict(one.cells) == {"civilite_maire": "Madame", "prenom_maire": "Anne-Lise"}
    found = held(small_project, b"insee;prenom_maire;nom_maire\n59292;Anne-Lise;DUFOUR-TONINI\n")
    assert found.problems[-1].message == (
        "un autre maire, dont le fichier ne dit pas la civilité ni depuis quand il l’est : Haveluy"
    )
    assert not held(small_project, b"insee;nom_maire\n59292;Ryckelynck\n").problems[1:]


def test_what_would_be_wrong_is_told_before_it_is_taken(small_project: Project) -> None:
    """Once a column, in the words of the check."""
    found = held(small_project, b"insee;Mail;maire_depuis\n59292;a@b.fr c@d.fr;46109\n59564;x@y.fr z@y.fr;\n")
    assert [(one.column, one.line) for one in found.problems if one.level == "error"] == [("courriel", 2)]
    assert "à voir aussi dans cette colonne : 1 autre ligne" in found.problems[-1].message
    assert found.changed[0].cells["maire_depuis"] == "28/03/2026"


def test_a_wider_list_is_not_proposed_whole(small_project: Project) -> None:
    """The national directory has 35 000 communes; the members are taken from it, and no other one."""
    rows = [f"59{rank:03};Commune {rank};0" for rank in range(100, 150)]
    found = held(small_project, "\n".join(["insee;nom;tncc", *rows, "59292;Haveluy;1"]).encode())
    assert found.added == ()
    assert "50 autres communes dans ce fichier" in found.problems[-1].message


def test_columns_of_another_use_are_taken_if_they_are_kept(small_project: Project) -> None:
    """The national directory has dates of birth, which no act prints."""
    table = "insee;telephone;Date de naissance;Montant\n59292;0327000000;1960-01-02;\n59564;;1961-01-02;1 200\n"
    found = held(small_project, table.encode())
    assert [dict(one.cells) for one in found.changed] == [{"telephone": "0327000000"}, {"telephone": ""}]
    assert found.unknown["montant"] == ("Montant", "1 200")
    kept = takeover.run(small_project, TakeoverRequest("x.csv", table.encode(), kept=["montant"]), Silence())
    assert [dict(one.cells) for one in kept.changed][1] == {"telephone": "", "montant": "1 200"}


def test_codes_and_names_are_known_by_each_other_under_any_title(small_project: Project) -> None:
    """The Code officiel géographique calls them COM and LIBELLE, the State's programming interface code and nom."""
    table = "COM;DEP;LIBELLE\n39470;39;Les Rousses\n01001;01;L'Abergement-Clémenciat\n2B134;2B;L'Île-Rousse\n"
    found = held(small_project, table.encode())
    assert [one.cells["nom"] for one in found.added] == ["Les Rousses", "L'Abergement-Clémenciat", "L'Île-Rousse"]
    assert (found.titles["insee"], found.titles["nom"]) == ("COM", "LIBELLE")
    apart = "DEP;CAN;COM;LIBELLE\n39;01;470;Les Rousses\n01;02;001;L'Abergement-Clémenciat\n2B;03;134;L'Île-Rousse\n"
    assert [one.cells["insee"] for one in held(small_project, apart.encode()).added] == ["39470", "01001", "2B134"]
    (alone,) = held(small_project, b"insee;telephone\n39470;0384000000\n").added
    assert (alone.cells["nom"], alone.official) == ("Les Rousses", ("nom", "siren", "tncc"))


def test_of_the_members_of_a_council_the_mayor_is_read(small_project: Project) -> None:
    """A list of councillors has several rows a commune; one that names no mayor, or two, is refused as before."""
    rows = (
        "59292;Anne;DUFOUR;Conseillère\n59292;Jean-Paul;MARTIN;Maire, conseiller communautaire\n59292;A;B;Maire délégué"
    )
    found = held(small_project, f"insee;prenom_maire;nom_maire;Mandat\n{rows}\n".encode())
    assert [dict(one.cells) for one in found.changed] == [{"nom_maire": "MARTIN"}]
    assert found.problems[-2].message == "2 lignes d’autres élus que le maire : ce n’est pas lu"
    with pytest.raises(UsageError, match="plus d’une ligne a le code 59292"):
        held(small_project, f"insee;prenom_maire;nom_maire;Mandat\n{rows}\n59292;C;D;Maire\n".encode())


def test_names_in_each_other_s_column_or_of_another_code_are_told(small_project: Project) -> None:
    """« Nom » over given names; a name that is not the code's; days that a person types otherwise are read."""
    titles = "insee;nom;prenom_maire;nom_maire;maire_depuis"
    found = held(small_project, f"{titles}\n59292;Hérin;MARTIN;Jean;20.03.26\n39470;Rousses;A;B;\n".encode())
    said = [one.message for one in found.problems]
    assert "« MARTIN » est en capitales et « Jean » non, comme si le prénom et le nom étaient échangés" in said
    assert "un autre nom que celui du code : « Hérin » pour Haveluy (59292)" in said
    assert found.changed[0].cells["maire_depuis"] == "20/03/2026"


def test_a_mayor_s_name_before_a_comma_is_read_without_it(small_project: Project) -> None:
    """« MARTIN, Jean-Paul »; a civility with the title is one."""
    rows = "59292;M. le Maire;MARTIN, Jean-Paul\n59564;Mme la Maire;PETIT, Anne\n59504;Mr;ROBIN, Luc"
    found = held(small_project, f"insee;Titre;Maire\n{rows}\n59092;Mme;DUFOUR, Anne\n".encode())
    assert found.changed[0].cells["nom_maire"] == "MARTIN"
    assert {one.cells.get("civilite_maire") for one in found.changed} == {None, "Madame"}


def test_titles_whose_letters_are_lost_are_refused(small_project: Project) -> None:
    """Nobody knows which columns they are: « Nom » would be that of the communes where « PrÃ©nom » says nothing."""
    table = "Code INSEE;Commune;Prénom;Nom\n59292;Haveluy;Luc;MARTIN\n".encode().decode("cp1252").encode()
    with pytest.raises(DataError, match="titre « PrÃ©nom » : lettres mal relues"):
        held(small_project, table)


def test_codes_days_and_addresses_are_read_as_programs_write_them(small_project: Project) -> None:
    """A code that is parted, a day with its year first, an address with its name or its link; another hour is told."""
    rows = "59-292;2026/03/28;Mairie <mairie@haveluy.fr>;H\n59 564;2026-03-29T00:00:00Z;mailto:x@y.fr;F\n"
    found = held(small_project, f"Code INSEE;maire_depuis;Mail;Sexe\n{rows}59504;2026-05-24T22:00:00Z;;\n".encode())
    cells = {one.seen["nom"]: dict(one.cells) for one in found.changed}
    assert cells["Haveluy"] == {"maire_depuis": "28/03/2026"}  # « H » is Monsieur
    assert (cells["La Sentinelle"]["maire_depuis"], cells["La Sentinelle"]["courriel"]) == ("29/03/2026", "x@y.fr")
    assert cells["Rœulx"]["maire_depuis"] == "2026-05-24T22:00:00Z"
    assert [(one.line, one.column) for one in found.problems if one.level == "error"] == [(4, "maire_depuis")]
    assert "code_insee" not in {one.column for one in found.problems}
    assert not held(small_project, "insee;Département\n59292;59 - Nord\n".encode()).changed


@cases("form", "{0} - {1}", "{1} ({0})")
def test_a_code_and_a_name_in_one_cell_are_parted(small_project: Project, form: str) -> None:
    """As lists to choose from write them; a postal code before a town is no code."""
    communes = (("59292", "Haveluy"), ("59564", "La Sentinelle"), ("59504", "Rœulx"))
    rows = "".join(f"{form.format(*one)};0327000000\n" for one in communes)
    found = held(small_project, f"Collectivité;Tél\n{rows}".encode())
    assert [(one.seen["insee"], dict(one.cells)) for one in found.changed] == [
        (code, {"telephone": "0327000000"}) for code, _ in communes
    ]
    with pytest.raises(UsageError):
        held(small_project, b"Ville;T\n59255 Haveluy;1\n59174 La Sentinelle;1\n59172 Roeulx;1\n")


def test_a_title_may_bear_the_year_of_its_figures(small_project: Project) -> None:
    """Of two years none is taken for the population, and both are told."""
    found = held(small_project, b"insee;Population municipale 2023\n59292;3300\n")
    assert dict(found.changed[0].cells) == {"population_municipale": "3300"}
    found = held(small_project, b"insee;PMUN2017;PMUN2023\n59292;3300;3400\n")
    assert (found.changed, list(found.unknown)) == ((), ["pmun2017", "pmun2023"])
    assert {one.remedy.partition(" ?")[0] for one in found.problems} >= {"vouliez-vous « population_municipale »"}


def test_what_a_title_says_already_is_no_part_of_a_name(small_project: Project) -> None:
    """« Mme Anne PETIT, maire depuis 2023 »; days under « Élu le » are no names."""
    rows = "59292;Mme Anne PETIT, maire depuis 2023;25 mai 2020\n59564;M. Luc MARTIN (depuis 2020);"
    found = held(small_project, f"insee;Nouveau maire;Élu le\n{rows}".encode())
    assert [(one.cells["prenom_maire"], one.cells["nom_maire"]) for one in found.changed] == [
        ("Anne", "PETIT"),
        ("Luc", "MARTIN"),
    ]
    assert not held(small_project, "insee;Élu le\n59292;25 mai 2020\n".encode()).titles


def test_days_of_which_one_has_its_month_first_are_all_read_so(small_project: Project) -> None:
    """A spreadsheet in English: 5/23/2020 shows it, and 7/3/2020 is 3 July there; beside 28/05/2020 it is in March."""
    found = held(small_project, b"insee;maire_depuis\n59292;7/3/2020\n59564;5/23/2020\n")
    assert [one.cells["maire_depuis"] for one in found.changed] == ["03/07/2020", "23/05/2020"]
    message = "« 5/23/2020 » a son mois d’abord : toutes les dates de cette colonne sont lues ainsi"
    assert [(one.column, one.message) for one in found.problems] == [("maire_depuis", message)]
    found = held(small_project, b"insee;maire_depuis\n59292;7/3/2020\n59564;28/05/2020\n")
    assert [one.cells["maire_depuis"] for one in found.changed] == ["07/03/2020", "28/05/2020"]


def test_days_as_excel_shows_them_and_addresses_with_their_town_are_read(small_project: Project) -> None:
    """« 18-mai-20 » is a day; an address that ends with the town of its row has its postcode; another town stays."""
    rows = '59292;05-juil.-20;"1 rue Pasteur -\n59255 HAVELUY Cedex"\n59564;18-mai-2020;1 rue Verte, 59220 Denain\n'
    found = held(small_project, f"insee;Date d’élection du maire;Adresse\n{rows}".encode())
    assert [(one.cells["maire_depuis"], one.cells["adresse_mairie"]) for one in found.changed] == [
        ("05/07/2020", "1 rue Pasteur"),
        ("18/05/2020", "1 rue Verte, 59220 Denain"),
    ]


def test_whole_names_of_mayors_in_small_letters_are_not_taken_for_surnames(small_project: Project) -> None:
    """« Nom du maire ; Jean Martin » would have been printed after the given name of the former mayor."""
    table = "Code INSEE;Commune;Nom du maire\n59292;Haveluy;Jean Martin\n59564;La Sentinelle;Anne Le Roy\n"
    found = held(small_project, table.encode())
    assert found.changed == ()
    assert "« Jean Martin » : le nom ne s’y distingue pas du prénom, de même 1 autre ligne" in found.problems[0].message
    whole = "Code INSEE;Commune;Nom du maire\n59292;Haveluy;Le Roy\n59564;La Sentinelle;LEBRUN VANDER\n"
    assert [one.cells["nom_maire"] for one in held(small_project, whole.encode()).changed] == [
        "Le Roy",
        "LEBRUN VANDER",
    ]


def test_a_population_that_is_not_said_to_be_municipal_is_asked_about(small_project: Project) -> None:
    """The « population légale » of the INSEE is municipal or total; « 3,333 » is a number of inhabitants."""
    found = held(small_project, "insee;Population légale 2023\n59292;3 333\n".encode())
    told = ["« Population légale 2023 » : municipale ou totale ? cette colonne n’est pas prise"]
    assert (found.changed, [one.message for one in found.problems]) == ((), told)
    both = "insee;Population municipale;Population comptée à part\n59292;3224;12\n"
    assert held(small_project, both.encode()).problems == ()
    found = held(small_project, b'insee;Population municipale\n59292;"3,333"\n')
    assert [dict(one.cells) for one in found.changed] == [{"population_municipale": "3333"}]


def test_what_is_wrong_in_a_column_that_is_not_taken_is_not_told(small_project: Project, tmp_path: Path) -> None:
    """Cantons whose cells are merged, beside what is taken; it is told once the column is asked for."""
    cells = [["insee", "canton", "telephone"], ["59292", "Denain", "0327000000"], ["59564", "", "0327000001"]]
    sheet = rows(cells) + '</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells><sheetData>'
    data = xlsx(tmp_path / "x.xlsx", {"Feuil1": sheet}).read_bytes()
    assert held(small_project, data, "x.xlsx").problems == ()
    found = takeover.run(small_project, TakeoverRequest("x.xlsx", data, kept=("canton",)), Silence())
    assert [one.column for one in found.problems] == ["canton"]


@cases("linked", "relation", "formula")
def test_the_address_behind_a_text_is_read_and_told(linked: str, small_project: Project, tmp_path: Path) -> None:
    """« Écrire » under « Courriel »: the link of the cell, or the formula that makes one, has the address."""
    path, cell = tmp_path / "x.xlsx", '<c r="B2" t="str">{}<v>Écrire</v></c>'
    formula = (
        "<f>HYPERLINK(&quot;mailto:accueil@haveluy.fr&quot;,&quot;Écrire&quot;)</f>" if linked == "formula" else ""
    )
    sheet = rows([["insee", "Courriel"]]) + f'<row r="2"><c r="A2"><v>59292</v></c>{cell.format(formula)}</row>'
    if linked == "relation":
        sheet += f'</sheetData><hyperlinks><hyperlink ref="B2" r:id="r1" xmlns:r="{LINKS}"/></hyperlinks><sheetData>'
    xlsx(path, {"Feuil1": sheet})
    target = '<Relationship Id="r1" Target="mailto:accueil%40haveluy.fr?subject=X" TargetMode="External"/>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{target}</Relationships>")
    found = held(small_project, path.read_bytes(), "x.xlsx")
    assert [dict(one.cells) for one in found.changed] == [{"courriel": "accueil@haveluy.fr"}]
    assert "« Écrire » est lu « accueil@haveluy.fr », l’adresse à laquelle écrit son lien" in found.problems[0].message


def test_codes_with_decimals_and_departements_with_their_numbers_are_read(small_project: Project) -> None:
    """A program of statistics writes « 1001.0 »; « Nord (59) » is the Nord."""
    cells = "1001.0,L’Abergement-Clémenciat,Ain (01)\n1002.0,L’Abergement-de-Varey,Ain (01)\n59292,Haveluy,Nord (59)"
    found = held(small_project, f"insee,nom,departement\n{cells}\n59564.0,La Sentinelle,Nord (59)\n".encode())
    assert found.changed == ()
    assert [(one.cells["insee"], one.cells["departement"]) for one in found.added] == [
        ("01001", "Ain"),
        ("01002", "Ain"),
    ]


def test_rows_of_one_name_without_a_code_are_told_by_their_name(small_project: Project) -> None:
    """A form that a town hall filled twice: nobody knows which answer is meant."""
    rows = "2026/04/02;Haveluy;0327000000\n2026/04/05;Haveluy;0327000001\n2026/04/05;La Sentinelle;0327000002\n"
    found = held(small_project, f"Horodateur;Commune;Téléphone\n{rows}".encode())
    told = "« Haveluy », « Haveluy » n’ont pas de code INSEE, et plus d’une porte le même nom : elles ne sont pas lues"
    assert told in [one.message for one in found.problems]


@cases("title", "Mairie", "Raison sociale", "Ville")
def test_a_column_of_the_names_of_known_communes_tells_them(small_project: Project, title: str) -> None:
    """Whatever it is called, where nothing else does."""
    table = f"{title};Tél.\nCOMMUNE D’HAVELUY;Tél. : 03 27 00 00 00\nMairie de La Sentinelle;03\nRœulx;03\n"
    found = held(small_project, table.encode())
    assert [one.seen["nom"] for one in found.changed] == ["Haveluy", "La Sentinelle", "Rœulx"]
    assert found.removed == ()


@cases("title, cell", ("PRÉNOM NOM", "Luc MARTIN"), ("Maire (étiquette)", "MARTIN Luc (DVG)"))
def test_whole_names_under_other_titles_are_of_mayors(small_project: Project, title: str, cell: str) -> None:
    """« PRÉNOM NOM » says it as « Prénom » and « Nom » do."""
    found = held(small_project, f"Code INSEE;{title}\n59292;{cell}\n".encode())
    assert dict(found.changed[0].cells) == {"prenom_maire": "Luc", "nom_maire": "MARTIN"}


def test_a_quality_that_is_a_civility_is_read_as_one(small_project: Project) -> None:
    """« Qualité » is « Commune » or « Ville » here, and « Madame le Maire » elsewhere: it is not left out."""
    codes = ("59292", "59504", "59564", "59172")
    lines = "".join(f"{code};Madame le Maire;Anne;MARTIN\n" for code in codes)
    found = held(small_project, f"Code INSEE;Qualité;Prénom;Nom\n{lines}".encode())
    assert {one.cells["civilite_maire"] for one in found.changed} == {"Madame"}
    assert [one.message for one in found.problems if "n’est pas prise" in one.message] == []


def test_a_table_that_is_turned_is_told(small_project: Project) -> None:
    """One commune a column: by their codes, or by their names."""
    for head in ("Code INSEE;59292;59504;59564", "Commune;Haveluy;La Sentinelle;Rœulx"):
        with pytest.raises(UsageError, match="chaque commune y a sa colonne"):
            held(small_project, f"{head}\nTéléphone;0327442099;0327000000;0327000001\n".encode())


def test_addresses_hidden_from_programs_are_read(small_project: Project) -> None:
    """As pages on the Web write them."""
    found = held(small_project, b"insee;courriel\n59292;accueil[at]haveluy.fr\n59504;accueil (arobase) roeulx.fr\n")
    assert [one.cells["courriel"] for one in found.changed] == ["accueil@haveluy.fr", "accueil@roeulx.fr"]


def test_data_of_programs_are_told(small_project: Project) -> None:
    """JSON, which many portals give beside their CSV."""
    with pytest.raises(DataError, match="JSON"):
        held(small_project, b'[{"insee": "59292", "nom": "Haveluy"}]', "communes.json")


@cases(
    "titles, cells",
    ("Fonction;Prénom;Nom", "DGS;Luc;MARTIN"),
    ("Nom Prénom;Fonction", "MARTIN Luc;Adjoint au maire"),
    ("Poste occupé;Prénom;Nom", "Secrétaire de mairie;Luc;MARTIN"),
    ("Titre1;Prénom;Nom", "DGS;Luc;MARTIN"),  # as Outlook calls it
)
def test_who_is_said_to_be_no_mayor_is_none(small_project: Project, titles: str, cells: str) -> None:
    """A list of directors, deputies, secretaries: nobody of them would sign."""
    found = held(small_project, f"INSEE;{titles};Tél.\n59292;{cells};0327000000\n".encode())
    assert [dict(one.cells) for one in found.changed] == [{"telephone": "0327000000"}]
    assert "n’est pas maire : ce nom n’est pas pris" in "".join(one.message for one in found.problems)
    table = "INSEE;Prénom;Nom;Mail DGS;Profession\n59292;Luc;MARTIN;dgs@haveluy.fr;Directeur d’école\n"
    assert held(small_project, table.encode()).changed[0].cells["nom_maire"] == "MARTIN"
    for office in ("Maire", "Mme le Maire", "Maire d’Haveluy, conseillère départementale", ""):
        found = held(small_project, f"INSEE;Fonction;Prénom;Nom\n59292;{office};Luc;MARTIN\n".encode())
        assert found.changed[0].cells["nom_maire"] == "MARTIN"


def test_a_quality_may_be_an_office(small_project: Project) -> None:
    """« Qualité : directrice générale » says who is no mayor, as « Fonction » does."""
    table = "".join(f"{code};Directrice;Anne;MARTIN\n" for code in ("59292", "59504", "59564", "59172"))
    found = held(small_project, f"INSEE;Qualité;Prénom;Nom\n{table}".encode())
    assert found.changed == ()
