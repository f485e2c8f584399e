"""campaign.toml: the shipped campaign, and what each mistake in one is told as."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings, strategies as st
from PIL import Image

from generator.inputs.campaign import Courriel, Numbering
from generator.inputs.campaignfile import is_injective, read_campaign
from generator.inputs.contacts import Mailbox
from generator.inputs.epci import EpciDeliberation
from generator.project import Project
from tests.cases import cases
from tests.edits import replace


def test_the_shipped_campaign_is_read_without_a_problem(small_project: Project) -> None:
    """Its models hold what the file says."""
    campaign, problems = read_campaign(small_project.campaign)
    assert problems == ()
    assert campaign.name == "mediation-numerique"
    assert campaign.epci.sigle == "CAPH"
    assert campaign.epci.deliberation.date == datetime.date(2025, 2, 24)
    assert campaign.convention.terme == datetime.date(2026, 6, 30)
    assert campaign.numbering.number(17) == "MED_NUM-2025-017"
    assert [piece.kind for piece in campaign.pieces] == ["bordereau", "note", "deliberation", "convention", "planning"]
    assert campaign.planning is not None
    assert ("vendredi", "après-midi") in campaign.planning.demi_journees
    assert campaign.planning.debuts == {"matin": datetime.time(9), "après-midi": datetime.time(14)}
    assert campaign.logo is None
    assert campaign.courriel == Courriel(None, None)
    assert campaign.letter == small_project.campaign / "courriel.txt"


def test_the_sender_of_the_e_mails_is_optional(small_project: Project) -> None:
    """One of the two addresses may be given alone, with a name or without."""
    section = '[courriel]\nexpediteur = "Service juridique <a@b.fr>"\n\n[pack]\n'
    replace(small_project.campaign / "campaign.toml", "\n[pack]\n", f"\n{section}")
    campaign, problems = read_campaign(small_project.campaign)
    assert problems == ()
    assert campaign.courriel == Courriel(Mailbox("Service juridique", "a@b.fr"), None)


@cases(
    "old, new, column, message",
    ('"200042190"', '"200042191"', "epci.siren", "SIREN valide"),
    ('"200042190"', '"20004219"', "epci.siren", "SIREN valide"),
    ('"200042190"', "200042190", "epci.siren", "inattendue"),
    ('"200042190"', '"\u202e"', "epci.siren", "texte vide"),
    ('"200042190"', "true", "epci.siren", "valeur « true » inattendue"),
    ('"Monsieur"', '"Mlle"', "epci.president.civilite", "civilité inconnue"),
    ("date = 2025-02-24", 'date = "24 février 2025"', "epci.deliberation.date", "inattendue"),
    ("originaux = 2", "originaux = 0", "convention.originaux", "trop petit"),
    ("terme = 2026-06-30", "", "convention.terme", "absente"),
    ("terme = 2026-06-30", "terme = 2025-04-30", "planning.debut", "après le terme"),
    ("annee = 2025", "annee = 25", "numbering.annee", "trop petit"),
    ("annee = 2025", "annee = 99999999999999999999", "numbering.annee", "trop grand"),
    ("originaux = 2", "originaux = 100000", "convention.originaux", "trop grand"),
    ("duree_mois = 12", "duree_mois = 120000", "convention.reconduction.duree_mois", "trop grand"),
    ("terme = 2026-06-30", "terme = 9999-12-31", "convention.terme", "pas une date d’acte"),
    ("terme = 2026-06-30", "terme = 0001-01-01", "convention.terme", "pas une date d’acte"),
    ("terme = 2026-06-30", "terme = 2124-06-30", "planning.debut", "plus de 50 ans"),
    ("date = 2025-02-24", "date = 0001-01-01", "epci.deliberation.date", "pas une date d’acte"),
    ("date = 2025-02-24", "date = 2205-02-24", "epci.deliberation.date", "pas une date d’acte"),
    ("annee = 2025", "annee = 2205", "numbering.annee", "trop grand"),
    ('"convention.docx"', r'"\u0000"', "pack.pieces.modele", "caractère de commande"),
    ('fait_a = "', r'fait_a = "\u0007', "convention.fait_a", "caractère de commande"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq!s:.1}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year!s:.3}-{seq}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq:c}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq:.1e}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq:0999999999d}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq:{year}d}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq.real}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{year}-{seq:05}{seq!r:.1}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "-{year}-{seq}", "numbering.modele", "nommer un fichier"),
    ("MED_NUM-{year}-{seq:03d}", "M" * 70 + "{year}-{seq}", "numbering.modele", "caractères"),
    ("MED_NUM-{year}-{seq:03d}", "MED_NUM-{seq:03d}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "MED_NUM-{year}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "MED_NUM-{year}-{seq", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "MED_NUM-{year}-{seq:s}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "{}-{year}-{seq}", "numbering.modele", "ne numérote rien"),
    ("MED_NUM-{year}-{seq:03d}", "MED/{year}/{seq}", "numbering.modele", "nommer un fichier"),
    ("MED_NUM-{year}-{seq:03d}", "n° {year}-{seq}", "numbering.modele", "nommer un fichier"),
    ('"bordereau"', '"Bordereau"', "pack.pieces.type", "ne convient pas"),
    ('"bordereau"', '"pack"', "pack.pieces.type", "ne convient pas"),
    ('"bordereau"', '"../x"', "pack.pieces.type", "ne convient pas"),
    ('"bordereau"', '"convention"', "pack.pieces.type", "deux documents"),
    ('"convention.docx"', '"conventtion.docx"', "pack.pieces.modele", "introuvable"),
    ('"convention.docx"', '""', "pack.pieces.modele", "vide"),
    ("[pack]\n", '[pack]\nlogo = "logo.png"\n', "pack.logo", "introuvable"),
    ("[pack]\n", '[pack]\nlogo = "campaign.toml"\n', "pack.logo", "n’est pas une image"),
    ("[pack]\n", '[courriel]\nexpediteur = "caph"\n[pack]\n', "courriel.expediteur", "pas une adresse"),
    ("[pack]\n", '[courriel]\nreponse_a = "A <é@b.fr>"\n[pack]\n', "courriel.reponse_a", "pas une adresse"),
    ('"avenant.docx"', '"avenannt.docx"', "avenant.pieces.modele", "introuvable"),
    ('si = "articles"', 'si = "article"', "avenant.pieces.si", "condition inconnue"),
    (
        'si = "note_de_synthese"\ntitre = "Note explicative de synthèse"\n\n[[pack.pieces]]',
        'si = "articles"\ntitre = "Note explicative de synthèse"\n\n[[pack.pieces]]',
        "pack.pieces.si",
        "condition inconnue",
    ),
    ('"evaluation.docx"', '"evaluations.docx"', "avenant.rapport", "introuvable"),
    ('"mardi matin"', '"mardi soir"', "planning.demi_journees", "n’est pas une demi-journée"),
    ('"mardi matin"', '"jeudi matin"', "planning.demi_journees", "deux fois"),
    ("matin = 09:00:00", 'matin = "9h"', "planning.matin", "inattendue"),
    ("apres_midi = 14:00:00", "apres_midi = 22:30:00", "planning.apres_midi", "irait jusqu’à minuit"),
    ('M1 = "Médiateur numérique n° 1"', "M1 = 1", "planning.mediateurs.M1", "inattendue"),
)
def test_a_mistake_is_told_once_with_its_line(
    small_project: Project, old: str, new: str, column: str, message: str
) -> None:
    """One error, on the line that was changed (or on its section's), with its key and a remedy."""
    path = small_project.campaign / "campaign.toml"
    changed = path.read_text(encoding="utf-8").split(old)[0].count("\n") + 1
    replace(path, old, new)
    _, problems = read_campaign(small_project.campaign)
    (problem,) = problems
    assert (problem.level, problem.file, problem.column) == ("error", "mediation-numerique/campaign.toml", column)
    assert message in problem.message
    assert problem.remedy
    if message == "deux documents":  # told where the type comes back
        changed = path.read_text(encoding="utf-8").rpartition('"convention"')[0].count("\n") + 1
    if message not in ("absente", "après le terme", "plus de 50 ans", "n’est pas une demi-journée", "deux fois"):
        assert problem.line is not None
        assert 0 <= problem.line - changed <= ("[pack]" in old)


@cases(
    "key, text, message, remedy",
    ("objet", "le prêt de salles.", "la fin de la phrase", "« le prêt de salles »"),
    ("titre", "Convention de prêt entre La Porte du Hainaut et la commune", "nomme les parties", "avant « entre »"),
)
def test_what_the_models_write_again_is_told(
    small_project: Project, key: str, text: str, message: str, remedy: str
) -> None:
    """« voirie.. », « entre l’EPCI et la commune entre l’EPCI et la commune d’Haveluy » were printed."""
    path = small_project.campaign / "campaign.toml"
    (written,) = re.findall(rf'\n{key} = "(?:Convention relative|Médiation) .*', path.read_text(encoding="utf-8"))
    replace(path, written, f'\n{key} = "{text}"')
    _, (problem,) = read_campaign(small_project.campaign)
    assert (problem.level, problem.column) == ("warning", f"convention.{key}")
    assert message in problem.message
    assert remedy in problem.remedy


def test_what_ends_with_an_abbreviation_is_no_sentence(small_project: Project) -> None:
    """Nor does a title with « entre » name the parties."""
    path = small_project.campaign / "campaign.toml"
    replace(path, "auprès des communes", "auprès des communes, des écoles, etc.")
    replace(path, "pour les communes et leurs habitants", "entre communes")
    assert read_campaign(small_project.campaign)[1] == ()


def test_a_notice_of_no_month_is_told(small_project: Project) -> None:
    """A convention that is signed may say so: it is no error."""
    replace(small_project.campaign / "campaign.toml", "preavis_mois = 2", "preavis_mois = 0")
    campaign, (problem,) = read_campaign(small_project.campaign)
    assert (problem.level, problem.column) == ("warning", "convention.reconduction.preavis_mois")
    assert campaign.convention.reconduction.preavis_mois == 0


@cases(
    "key, before, after, message",
    ("matin", "09:00:00", "14:00:00", "une matinée commencerait à 14\xa0h"),
    ("apres_midi", "14:00:00", "09:00:00", "un après-midi commencerait à 9\xa0h"),
)
def test_half_days_on_the_other_side_of_noon_are_told(
    small_project: Project, key: str, before: str, after: str, message: str
) -> None:
    """A planning that is signed may say so: it is no error."""
    replace(small_project.campaign / "campaign.toml", f"{key} = {before}", f"{key} = {after}")
    (problem,) = read_campaign(small_project.campaign)[1]
    assert (problem.level, problem.column, problem.message) == ("warning", f"planning.{key}", message)


def test_a_morning_that_goes_on_in_the_afternoon_is_told(small_project: Project) -> None:
    """Where one day offers both, since a mediator may be given the two; a morning may end as the afternoon begins."""
    toml = small_project.campaign / "campaign.toml"
    replace(toml, "matin = 09:00:00", "matin = 08:45:00")
    replace(toml, "accueil_minutes = 120", "accueil_minutes = 90")
    replace(toml, "rendez_vous_minutes = 60", "rendez_vous_minutes = 480")
    (problem,) = read_campaign(small_project.campaign)[1]
    assert (problem.level, problem.column) == ("warning", "planning.matin")
    assert problem.message == (
        "la matinée finirait à 18\xa0h\xa015, après le début de l’après-midi du même jour (14\xa0h)"
    )
    assert "rendez_vous_minutes" in problem.remedy
    replace(toml, "rendez_vous_minutes = 480", "rendez_vous_minutes = 225")
    assert read_campaign(small_project.campaign)[1] == ()


def test_the_hours_of_a_half_day_that_is_not_offered_do_not_matter(small_project: Project) -> None:
    """A campaign of afternoons has a key for its mornings nonetheless."""
    toml = small_project.campaign / "campaign.toml"
    text = toml.read_text(encoding="utf-8").replace("matin = 09:00:00", "matin = 14:00:00")
    toml.write_text(re.sub(r'"(\w+) matin",?', "", text), encoding="utf-8")
    assert read_campaign(small_project.campaign)[1] == ()


def test_a_section_that_is_missing_is_told_with_all_its_keys(small_project: Project) -> None:
    """Everything is told at once: the section and what it must hold."""
    path = small_project.campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[convention]")] + text[text.index("[numbering]") :], encoding="utf-8")
    _, problems = read_campaign(small_project.campaign)
    assert [problem.column for problem in problems] == [
        "convention",
        "convention.titre",
        "convention.objet",
        "convention.reference",
        "convention.terme",
        "convention.fait_a",
        "convention.originaux",
    ]


def test_all_mistakes_are_found_in_one_reading(small_project: Project) -> None:
    """Mistakes of several sections and warnings come together."""
    path = small_project.campaign / "campaign.toml"
    replace(path, '"200042190"', '"1"')
    replace(path, "originaux = 2", "originaux = 0\ncouleur = 1")
    replace(path, '"convention.docx"', '"x.docx"')
    _, problems = read_campaign(small_project.campaign)
    assert [(problem.level, problem.column) for problem in problems] == [
        ("error", "epci.siren"),
        ("error", "convention.originaux"),
        ("warning", "convention.couleur"),
        ("error", "pack.pieces.modele"),
    ]


def test_a_campaign_may_have_no_planning(small_project: Project) -> None:
    """Another convention has another annex, or none."""
    path = small_project.campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[planning]")], encoding="utf-8")
    campaign, problems = read_campaign(small_project.campaign)
    assert campaign.planning is None
    assert problems == ()


def test_a_pack_has_documents(small_project: Project) -> None:
    """An empty list of documents is a mistake."""
    path = small_project.campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[[pack.pieces]]"), text.index("[planning]")
    path.write_text(text[:start] + "pieces = []\n" + text[end:], encoding="utf-8")
    _, problems = read_campaign(small_project.campaign)
    assert [problem.message for problem in problems] == ["aucun document"]


@cases(
    "modele, number",
    ("MED_NUM-{year}-{seq:03d}", "MED_NUM-2025-1000"),
    ("{year}.{seq}", "2025.1000"),
    ("{year}-{seq}-CAPH", "2025-1000-CAPH"),
    ("É{seq}_{year}", "É1000_2025"),
)
def test_a_pattern_numbers_beyond_its_width(small_project: Project, modele: str, number: str) -> None:
    """The thousandth number is longer, never cut; text may stand before, between and after."""
    replace(small_project.campaign / "campaign.toml", "MED_NUM-{year}-{seq:03d}", modele)
    campaign, problems = read_campaign(small_project.campaign)
    assert problems == ()
    assert campaign.numbering.number(1000) == number


def test_signs_that_nobody_sees_leave_a_text(small_project: Project) -> None:
    """As they leave a cell: one that turns the letters round would be printed."""
    replace(small_project.campaign / "campaign.toml", '"200042190"', '"\u202e200042190\u200b"')
    campaign, problems = read_campaign(small_project.campaign)
    assert (campaign.epci.siren, problems) == ("200042190", ())


def test_a_long_value_is_quoted_in_part(small_project: Project) -> None:
    """The message stays a line."""
    replace(small_project.campaign / "campaign.toml", "terme = 2026-06-30", f'terme = "{"demain " * 999}"')
    _, problems = read_campaign(small_project.campaign)
    (told,) = [problem.message for problem in problems if problem.column == "convention.terme"]
    assert (told.endswith("… » inattendue"), len(told) < 100) == (True, True)


def test_a_logo_is_found_beside_the_file(small_project: Project, tmp_path: Path) -> None:
    """An image that Word can show is kept with its alternative text."""
    folder = small_project.campaign
    pixel = (
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    (folder / "logo.png").write_bytes(bytes.fromhex(pixel))
    replace(folder / "campaign.toml", "[pack]\n", '[pack]\nlogo = "logo.png"\nlogo_texte = "Logo de la CAPH"\n')
    campaign, problems = read_campaign(folder)
    assert problems == ()
    assert (campaign.logo, campaign.logo_texte) == (folder / "logo.png", "Logo de la CAPH")


@cases("kind, told", ("GIF", "GIF"), ("BMP", "BMP"), ("PNG", "PNG à 16 bits par couleur"))
def test_a_logo_that_an_engine_leaves_white_is_told(small_project: Project, kind: str, told: str) -> None:
    """As a picture of a template is, whatever its name says."""
    Image.new("I;16" if kind == "PNG" else "RGB", (4, 4)).save(small_project.campaign / "logo.png", kind)
    replace(small_project.campaign / "campaign.toml", "[pack]\n", '[pack]\nlogo = "logo.png"\n')
    campaign, (problem,) = read_campaign(small_project.campaign)
    assert campaign.logo is None
    assert problem.message == f"« logo.png » est au format {told}, que le moteur intégré laisserait en blanc"
    assert "PNG à 8 bits" in problem.remedy


def test_the_epci_s_deliberation_on_costly_avenants_is_optional(small_project: Project) -> None:
    """Whole once it is taken."""
    folder = small_project.campaign
    assert read_campaign(folder)[0].avenant_epci is None
    section = '[avenant.deliberation_epci]\nnumero = "D26012B"\ndate = 2026-03-02\norgane = "Bureau communautaire"\n'
    replace(folder / "campaign.toml", 'rapport = "evaluation.docx"\n', f'rapport = "evaluation.docx"\n\n{section}')
    campaign, problems = read_campaign(folder)
    assert problems == ()
    assert campaign.avenant_epci == EpciDeliberation("D26012B", datetime.date(2026, 3, 2), "Bureau communautaire")
    replace(folder / "campaign.toml", "\ndate = 2026-03-02\norgane", "\norgane")
    _, problems = read_campaign(folder)
    assert [(one.column, one.message) for one in problems] == [("avenant.deliberation_epci.date", "clé absente")]


# Few patterns made at random are accepted, and those are the ones to try.
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.lists(
        st.sampled_from(["{year}", "{seq}", "{seq:02d}", "{seq:d}", "{year:05}", "0", "1", "-", "20"]), max_size=5
    ),
    st.tuples(st.integers(2000, 2199), st.integers(1, 10**6)),
    st.tuples(st.integers(2000, 2199), st.integers(1, 10**6)),
)
def test_an_accepted_pattern_gives_no_number_twice(
    parts: list[str], first: tuple[int, int], second: tuple[int, int]
) -> None:
    """Whatever figures stand around and between the year and the rank."""
    numbering = Numbering("".join(parts), 2025)
    assume(is_injective(numbering.modele) and first != second)
    assert numbering.number(first[1], first[0]) != numbering.number(second[1], second[0])
