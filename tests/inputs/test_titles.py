"""Titles of columns that are nearly those that the program knows."""

from __future__ import annotations

from generator.inputs.communes import KNOWN, REQUIRED
from generator.inputs.table import column_name
from generator.inputs.titles import Foreign, likened, naming_communes, unfit
from tests.cases import cases
from tests.inputs.rows import HAVELUY


@cases(
    "title, column",
    ("participent", "participe"),
    ("Participation", "participe"),
    ("Population du conseil", "population_conseil"),
    ("E-mail", "courriel"),
    ("Mél", "courriel"),
    ("Tél.", "telephone"),
    ("civilite_signataire", "signataire_civilite"),
    ("Nom du signataire", "signataire_nom"),
    ("lieux", "lieu"),
    ("mediateurs", "mediateur"),
    ("demijournee", "demi_journee"),
    ("Adresse de la marie", "adresse_mairie"),
    ("Titre du maire", "titre_maire"),
    ("Adresse", "adresse_mairie"),
    ("E-mail mairie", "courriel"),
    ("Siège mairie", ""),
    ("Courriel du maire", ""),
    ("Libellé du département", "departement"),
    ("Téléphone 1", "telephone"),
    ("Téléphone 2", ""),
    ("Adresse 1", ""),
)
def test_a_slip_another_order_and_another_name_are_known(title: str, column: str) -> None:
    """What a clerk means by a title, the required columns being there."""
    assert likened(column_name(title), sorted(KNOWN - HAVELUY.keys())) == column


@cases(
    "title, column",
    ("CODGEO", "insee"),
    ("N° INSEE", "insee"),
    ("INSEE_COM", "insee"),
    ("N° SIREN de la commune", "siren"),
    ("Code géographique", "insee"),
    ("N° SIREN", "siren"),
    ("Siren membre", "siren"),
    ("Nom membre", "nom"),
    ("Civilité", "civilite_maire"),
    ("Prénom de l’élu", "prenom_maire"),
    ("Nom du maire", "nom_maire"),
    ("PMUN", "population_municipale"),
    ("P22_POP", "population_municipale"),
    ("Habitants (pop. municipale)", "population_municipale"),
    ("Population légale 2023", ""),
    ("Nombre d’habitants", ""),
    ("H/F", "civilite_maire"),
    ("Prénom du maire en exercice", "prenom_maire"),
    ("pmun_com", "population_municipale"),
    ("pmun_epci_2024", ""),
    ("Nom d’usage", "nom_maire"),
    ("Nom de naissance", ""),
)
def test_what_public_files_call_the_required_columns_is_known(title: str, column: str) -> None:
    """INSEE, BANATIC, the Répertoire national des élus, and lists that a secretary keeps."""
    assert likened(column_name(title), REQUIRED) == column


@cases(
    "above, below, columns",
    ("Commune;;Maire;;", "Code INSEE;Nom;Civilité;Prénom;Nom", "insee;nom;civilite_maire;prenom_maire;nom_maire"),
    ("Code;Nom de la;Population", "INSEE;commune;municipale", "insee;nom;population_municipale"),
    ("Commune;Population;;", ";Code INSEE;municipale;totale", "nom;insee;population_municipale;population_totale"),
)
def test_titles_may_stand_on_two_lines(above: str, below: str, columns: str) -> None:
    """A title over several columns, and one that is cut in two."""
    foreign = Foreign(tuple(sorted(KNOWN)))
    assert ";".join(foreign.columns(foreign.stacked(above.split(";"), below.split(";")))) == columns


@cases(
    "column, cells",
    ("siren", ["200042190"] * 4),
    ("insee", ["292", "172", "504", "38"]),
    ("departement", ["59", "59", "2A", "974"]),
    ("courriel", ["contact@epci.fr"] * 4),
    ("telephone", ["03 27 44 20 99"] * 4),
    ("telephone", ['[{"valeur": "03 27 44 20 99"}]'] * 4),
    ("nom", ["http://www.wikidata.org/entity/Q1"] * 4),
)
def test_what_stands_under_a_title_may_be_something_else(column: str, cells: list[str]) -> None:
    """The SIREN of the EPCI, the three figures of a commune, the code of a département."""
    assert unfit(column, cells)
    assert not unfit(column, cells[:3])  # of so few, nothing can be said


@cases(
    "title, column",
    ("Adresse de messagerie", "courriel"),
    ("Adresse mail générique", "courriel"),
    ("Adresse mail du DGS", ""),
    ("Téléphone (bureau)", "telephone"),
    ("Code postal (bureau)", "code_postal"),
    ("ptot_com", "population_totale"),
)
def test_the_addresses_of_a_town_hall_are_known_by_what_programs_call_them(title: str, column: str) -> None:
    """Outlook, DGCL; another’s address is not that of the town hall."""
    assert likened(column_name(title), sorted(KNOWN)) == column


@cases("title", "Maire", "Population", "Élu")
def test_a_title_that_may_say_something_else_is_not_taken(title: str) -> None:
    """A whole name, the total population."""
    assert likened(column_name(title), REQUIRED) == ""


@cases(
    "title",
    *("lien", "cour", "Référent", "signataire_email", "population_agee", "Nom de l’adjoint", "nom_secretaire"),
    *("code_commune_deleguee", "date", "titre", "mairie_annexe", "telephone_portable", "observations", "canton"),
)
def test_the_clerk_s_own_columns_are_left_alone(title: str) -> None:
    """A column of another meaning is nobody's slip, whatever letters it shares."""
    assert likened(column_name(title), sorted(KNOWN - HAVELUY.keys())) == ""


@cases(
    "titles, communes",
    (("insee", "commune", "civilite", "prenom", "nom"), ["commune"]),
    (("insee", "nom_de_la_commune", "prenom_de_l_elu", "nom"), ["nom_de_la_commune"]),
    (("insee", "commune", "commune_membre", "prenom", "nom"), ["commune", "commune_membre"]),
    (("insee", "prenom", "nom"), []),
    (("insee", "commune", "prenom", "nom", "nom_du_maire"), None),
    (("insee", "commune", "nom"), None),
    (("insee", "nom", "prenom_maire"), None),
    (("insee", "nom", "prenom_maire", "nom_maire"), None),
)
def test_beside_communes_and_given_names_a_name_is_a_mayor_s(
    titles: tuple[str, ...], communes: list[str] | None
) -> None:
    """The mayors' surnames would have become the names of their communes."""
    assert naming_communes(titles) == communes
