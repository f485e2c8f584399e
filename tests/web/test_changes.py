"""What changed, as the page says it: every column, key and part of an avenant under its French name."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

from generator.dossiers.fingerprints import snapshot
from generator.dossiers.reasons import _by_kind
from generator.dossiers.records import is_printed
from generator.inputs.campaign import Campaign, Courriel
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communes import Slot
from generator.inputs.contacts import Mailbox
from generator.inputs.epci import EpciDeliberation
from generator.inputs.finances import Finances
from generator.inputs.pieces import BESIDE
from generator.law.duration import Reconduction
from generator.law.signatories import Representative
from generator.project import Project
from generator.register.avenantcontent import ArticleWording, AvenantContent, AvenantFigures
from generator.web.changes import named, part_of, setting_of
from generator.web.columns import label_of
from tests.cases import cases
from tests.conftest import REPOSITORY
from tests.edits import set_cells
from tests.web.conftest import Visitor, told

_DAY = datetime.date(2026, 6, 30)
_ACT = EpciDeliberation("D1", _DAY, "Bureau", _DAY, _DAY)


def full() -> Campaign:
    """Return a campaign that says all that one can say."""
    campaign, problems = read_campaign(REPOSITORY / "templates" / "mediation-numerique")
    assert not problems
    someone = Representative("Madame", "A", "B", "C", _DAY, _DAY, ("59292",), "n° 1", "n° 2")
    piece = dataclasses.replace(campaign.pieces[0], communes=("59292",), date=_DAY, place=BESIDE)
    box = Mailbox("Service", "service@domaine.fr")
    return dataclasses.replace(
        campaign,
        epci=dataclasses.replace(campaign.epci, deliberation=_ACT, representants=(someone,)),
        convention=dataclasses.replace(campaign.convention, reconduction=Reconduction(12, 2, 3)),
        pieces=(piece, *campaign.pieces[1:]),
        logo=Path("logo.png"),
        courriel=Courriel(box, box, box),
        avenant_epci=_ACT,
        voies_de_recours="x",
    )


def test_each_key_of_the_campaign_has_a_name() -> None:
    """Those that a reason can tell: where one is added to the program, it is named."""
    campaign = _by_kind(snapshot(full()))
    tables = {name.removesuffix(".kind") for name in campaign if name.endswith(".kind")}
    lists = {table.rpartition(".")[0] or table for table in tables}
    assert lists == {"epci.representants", "pieces", "avenant", "rapport", "suites"}
    names = [*lists, *(name for name in campaign if is_printed(name) and not name.endswith(".kind"))]
    assert [name for name in names if not setting_of(name)] == []


def test_each_column_has_a_name() -> None:
    """Of communes.csv as it is delivered."""
    titles = (REPOSITORY / "communes.csv").read_text("utf-8-sig").splitlines()[0].split(";")
    assert [title for title in titles if label_of(title) == title] == []
    assert named("nom_maire : A → B") != "nom_maire : A → B"


def test_each_part_of_an_avenant_has_a_name() -> None:
    """With all that one can hold, and with nothing of it."""
    content = AvenantContent(
        AvenantFigures(1, 2, 3, 4, "mai 2026", "rien"),
        Slot("M1", 1, "mardi", "matin", "Mairie"),
        _DAY,
        _DAY,
        "motif",
        (ArticleWording("4", (("texte", 0),), "motif"),),
        "rectification",
        Finances(100, "une fois", "6228"),
        epci=_ACT,
    )
    bare = dataclasses.replace(content, figures=None, slot=None, finances=None, epci=None)
    names = {
        name.removeprefix(".").removeprefix("figures.").removeprefix("slot.")
        for one in (content, bare)
        for name in snapshot(one.told)
    }
    assert [name for name in sorted(names) if not part_of(name)] == []


@cases(
    "reason, said",
    (
        "campaign.toml, convention.terme : 2026-06-30 → 2027-06-30 ; modèle modifié",
        "terme de la convention : 30/06/2026 → 30/06/2027 ; modèle modifié",
    ),
    ("maire_depuis : (vide) → 2026-03-28", "maire depuis : (vide) → 28/03/2026"),
    ("siren : 1 → 2 ; nom_maire : A → B", "SIREN : 1 → 2 ; nom du maire : A → B"),
    (
        "signé le 12 mai 2025 ; aurait changé : prenom_maire : A → B",
        "signé le 12 mai 2025 ; aurait changé : prénom du maire : A → B",
    ),
    (
        "campaign.toml, epci.representants.Anne-Lise DUFOUR-TONINI.titre : A → B ; modèle modifié",
        "titre du représentant Anne-Lise DUFOUR-TONINI : A → B ; modèle modifié",
    ),
    (
        "campaign.toml, pieces.convention-consolidee.a_signer : non → oui",
        "signature du document « convention consolidée » : non → oui",
    ),
    ("campaign.toml, planning.mediateurs.M1 : A → B", "médiateur M1 : A → B"),
    (
        "campaign.toml, planning.debuts.après-midi : 14:00:00 → 14:30:00",
        "heure des permanences de l’après-midi : 14\u00a0h\u00a000 → 14\u00a0h\u00a030",
    ),
    ("évaluation, permanences_tenues : 4 → 5", "évaluation, permanences tenues : 4 → 5"),
    ("avenant, demi_journee : matin → après-midi", "avenant, demi-journée : matin → après-midi"),
    ("ma_colonne : 1 → 2", "ma_colonne : 1 → 2"),
    ("nom_maire : inconnu", "nom_maire : inconnu"),
    ("sauvegarde-2026-11-27.zip est là", "sauvegarde-2026-11-27.zip est là"),
)
def test_a_change_is_told_in_french(reason: str, said: str) -> None:
    """Days as people write them; what only the users know, and what tells no change, stays as it is."""
    assert named(reason) == said


def test_a_problem_of_the_settings_names_its_key_in_french(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """With what the file calls it, for it is there that it is mended."""
    settings = small_built.campaign / "campaign.toml"
    settings.write_text(settings.read_text("utf-8").replace("terme = 2026-06-30", "terme = 2024-06-30"), "utf-8")
    assert "début du planning (planning.debut) le planning commence après le terme" in told(visit(small_built).get("/"))


def test_no_screen_shows_a_key(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """Why documents are made again, before and after they are."""
    set_cells(small_built, "59292", prenom_maire="Jeanne")
    settings = small_built.campaign / "campaign.toml"
    settings.write_text(settings.read_text("utf-8").replace('fait_a = "Wallers"', 'fait_a = "Denain"'), "utf-8")
    visitor = visit(small_built)
    for page in (visitor.job("/fabrication/apercu"), visitor.job("/fabrication/")):
        assert "prénom du maire : Jean-Paul → Jeanne" in told(page)
        assert "lieu de la signature : Wallers → Denain" in told(page)
        assert "prenom_maire" not in told(page)
        assert "fait_a" not in told(page)
