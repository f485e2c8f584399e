"""Another EPCI, other communes, another campaign: nothing in the code knows this one."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from generator.project import open_project
from tests.cases import cases
from tests.runs.conftest import run
from tests.runs.making.test_campaign import docx_text, pdf_text

COMMUNES = """\
insee,siren,nom,tncc,population_municipale,civilite_maire,prenom_maire,nom_maire,titre_maire,qualite,référent
59481,215904814,Le Quesnoy,2,5000,Mme,Anne,L'ÉTÉ,Madame la Maire,Ville,B & B <1>
59564,215905647,La Sentinelle,3,3140,Monsieur,Jean,DUPUY,,,R2
93045,219300456,Les Lilas,4,23000,M.,Paul,DURÉ,Maire,Ville,R3
94038,219400389,L'Haÿ-les-Roses,5,31000,Madame,Ève,LE GOFF,Madame le Maire,,R4
"""
CAMPAIGN = """\
[epci]
nom = "Communauté de communes d'Essai & Co"
nom_court = "Essai"
sigle = "CCE"
siren = "200042190"
siege = "1 place de la Mairie"
president = {civilite = "Madame", prenom = "Présidente", nom = "DE L'EPCI", titre = "Présidente"}
deliberation = {numero = "12/2024", date = 2024-12-01, organe = "conseil communautaire"}

[convention]
titre = "Convention de prêt"
objet = "Prêt de matériel"
reference = "PRET/2024"
terme = 2027-12-31
fait_a = "Essai"
originaux = 3

[numbering]
modele = "P{year}.{seq:04d}"
annee = 2024

[[pack.pieces]]
type = "convention"
modele = "acte.docx"
titre = "Convention de prêt"

[[pack.pieces]]
type = "lettre"
modele = "lettre.docx"
titre = "Lettre d'envoi"
"""
TEXT = (
    "{{ commune.qualite }} {{ commune|de }}, {{ commune|a }} et {{ commune|le }} : {{ commune.civilite_maire }} "
    "{{ commune.nom_maire }}, {{ commune.titre_maire }}, dûment {{ 'autorisé'|accord(commune.civilite_maire) }} ; "
    "{{ commune.appel_maire }} ; référent {{ commune.referent }} ; {{ epci.nom }} ; {{ numero }} ; "
    "{{ convention.terme|date_longue }}."
)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Lay out a project of four communes and a campaign without a planning, as an office suite would write it."""
    campaign = tmp_path / "templates" / "prêt"
    campaign.mkdir(parents=True)
    (tmp_path / "communes.csv").write_bytes(COMMUNES.replace("\n", "\r\n").encode("cp1252"))
    (campaign / "campaign.toml").write_text(CAMPAIGN, encoding="utf-8")
    for name in ("acte", "lettre"):
        document = Document()
        document.core_properties.title = name
        document.add_heading("{{ convention.titre }}", 1)
        document.add_paragraph(TEXT)
        document.save(str(campaign / f"{name}.docx"))
    return tmp_path


@cases("engine", "embedded", "libreoffice")
def test_another_project_builds_without_a_change_to_the_code(other: Path, engine: str) -> None:
    """Articles Le, La, Les and L’, Madame la Maire, & and < in names, another numbering: all come out right."""
    project = open_project(other)
    report = run(project, engine=engine)
    assert not report.failed
    texts = {}
    for folder in sorted(project.output.iterdir()):
        if folder.is_dir():
            (docx,) = folder.glob("*-convention.docx")
            texts[folder.name] = " ".join(docx_text(docx).split())
            assert texts[folder.name][-60:] in " ".join(pdf_text(docx.with_suffix(".pdf")).split())
    assert texts["59481-le-quesnoy"] == (
        "Convention de prêt Ville du Quesnoy, au Quesnoy et Le Quesnoy : Madame L’ÉTÉ, Maire, "
        "dûment autorisée ; Madame la Maire ; référent B & B <1> ; "
        "Communauté de communes d’Essai & Co ; P2024.0001 ; 31 décembre 2027."
    )
    assert "Commune de La Sentinelle, à La Sentinelle et La Sentinelle : Monsieur DUPUY" in texts["59564-la-sentinelle"]
    assert "Ville des Lilas, aux Lilas et Les Lilas : Monsieur DURÉ" in texts["93045-les-lilas"]
    assert "Commune de L’Haÿ-les-Roses, à L’Haÿ-les-Roses et L’Haÿ-les-Roses : Madame" in texts["94038-l-hay-les-roses"]
    assert "autorisée ; Madame le Maire ;" in texts["94038-l-hay-les-roses"]
    assert "autorisé ; Monsieur le Maire ;" in texts["93045-les-lilas"]
    assert (other / "output" / "prêt" / "93045-les-lilas" / "P2024.0003-pack.pdf").is_file()
    assert "P2024.0003 — 2/2" in PdfReader(project.recueil).pages[-3].extract_text()


def test_two_campaigns_number_apart(other: Path) -> None:
    """Each campaign has its own numbers and its own output; the one to build must be named."""
    import shutil

    shutil.copytree(other / "templates" / "prêt", other / "templates" / "don")
    toml = other / "templates" / "don" / "campaign.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"P{year}', '"D{year}'), encoding="utf-8")
    run(open_project(other, "prêt"))
    report = run(open_project(other, "don"))
    assert {record.number for record in report.manifest.documents} == {f"D2024.000{seq}" for seq in range(1, 5)}
    assert sorted(path.name for path in (other / "output").iterdir()) == ["don", "prêt"]
