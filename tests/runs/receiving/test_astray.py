"""An act that may be another commune's, or of another convention: asked about, neither refused nor taken unseen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.errors import DataError
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.receiving.questions import Unattended
from generator.runs.receiving.returned import Returned
from generator.runs.receiving.withdraw import WithdrawRequest, run as withdraw
from tests.runs.conftest import rewritten, run
from tests.runs.life.test_signed import standing_of
from tests.runs.receiving.test_receive import CONSENT, HAVELUY, Scripted, read, received, reception


def beside(project: Project, name: str, *changes: tuple[str, str], build: bool = True) -> Project:
    """Return another campaign of the project, of the same convention but for ``changes``, and numbers of its own."""
    folder = project.campaign.with_name(name)
    shutil.copytree(project.campaign, folder)
    settings = folder / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    for before, after in (("MED_NUM-{", f"{name.upper()}-{{"), *changes):
        assert before in text
        text = text.replace(before, after)
    settings.write_text(text, encoding="utf-8")
    other = open_project(project.root, name)
    if build:
        run(other)
    return other


def asked(returned: Returned, *names: str) -> None:
    """See that these fields are to be confirmed, that nothing makes the act irregular, and that nobody there stops."""
    assert set(names) <= set(returned.doubtful)
    assert returned.irregularities == ()


def why(returned: Returned, rule: str) -> str:
    """Return the remark of a rule, in plain spaces."""
    (found,) = [one for one in returned.findings if one.rule == rule]
    assert found.level == "warning"
    return found.message.replace("\u00a0", " ").replace("\u202f", " ")


def sure(returned: Returned, *rules: str) -> None:
    """See that none of some rules is told, and the object not to be confirmed."""
    assert not {one.rule for one in returned.findings} & set(rules)
    assert "objet" not in returned.doubtful


def test_an_act_that_names_another_commune_is_asked_about(small_built: Project) -> None:
    """Who chose the commune is asked for the object that names another; once both are confirmed, it is recorded."""
    returned = reception(small_built).corrected(read(small_built), {"identifiant": "", "commune": "59564"})
    asked(returned, "objet")
    assert "la commune d’Haveluy, et cette délibération s’enregistrerait pour La Sentinelle" in why(returned, "commune")
    with pytest.raises(DataError, match=r"vérifier : objet \(objet\)"):
        reception(small_built).record(returned, confirmed=())
    assert reception(small_built).record(returned, confirmed={"objet"})
    assert standing_of(small_built, "59564").act
    back = reception(small_built).corrected(returned, {"commune": "59292"})
    sure(back, "commune")


def test_a_decision_that_authorises_another_mayor_is_asked_about(small_built: Project) -> None:
    """Its words, and the commune, are to be confirmed; those of the commune's own mayor are not."""
    words = "Le conseil, après en avoir délibéré, AUTORISE {} à signer la convention."
    for mayor, told in (("Monsieur le Maire de La Sentinelle", True), ("Monsieur le Maire d’Haveluy", False)):
        returned = reception(small_built).corrected(read(small_built), {"dispositif": words.format(mayor)})
        assert ("commune" in returned.doubtful) is told
        assert any(one.rule == "commune" for one in returned.findings) is told


def test_another_party_is_asked_about(small_built: Project) -> None:
    """A council makes conventions of mediation with others too; what its object says by a person's hand is taken."""
    told = "Convention de médiation numérique avec le Département du Nord"
    text = HAVELUY.read_text(encoding="utf-8")
    start = text.index("Convention relative a la mise")
    path = rewritten(small_built.root, (text[start : text.index(" Vu le Code")], f"{told}\n"))
    returned = read(small_built, path)
    asked(returned, "objet")
    assert "Département du Nord », sans nommer l’EPCI (La Porte du Hainaut)" in why(returned, "partie")
    assert received(small_built, Unattended(), path).error is DataError
    assert standing_of(small_built).act is None
    assert received(small_built, Scripted(), path).error is None
    assert standing_of(small_built).act


def test_an_act_recorded_for_another_campaign_is_asked_about(small_built: Project) -> None:
    """It may authorise both: the number, however it is written, and the object are confirmed."""
    received(small_built, Scripted())
    other = beside(small_built, "suite")
    path = rewritten(small_built.root, ("2025-02-10", "2025/02/10"), ("DELIB20250210", ""))
    returned = read(other, path)
    asked(returned, "numero", "objet")
    assert "est déjà enregistrée pour MED_NUM-2025-001, d’une autre campagne" in why(returned, "dossier")
    assert received(other, Unattended(), path).error is DataError
    assert received(other, Scripted(), path).error is None
    assert standing_of(other).act


def test_of_two_campaigns_of_one_object_the_number_in_the_act_decides(small_built: Project) -> None:
    """Both await the commune's deliberation: asked, unless the act bears a number; the other's is told in any case."""
    other = beside(small_built, "suite")
    returned = read(small_built)
    asked(returned, "objet")
    assert "SUITE-2025-001, de la campagne « suite » et de même objet, attend aussi" in why(returned, "campagne")
    bears = "notamment a signer la convention {} et"
    ours = rewritten(small_built.root, ("notamment a signer", bears.format("MED_NUM-2025-001")))
    sure(read(small_built, ours), "campagne")
    theirs = rewritten(small_built.root, ("notamment a signer", bears.format("SUITE-2025-001")))
    assert "l’acte porte le numéro SUITE-2025-001" in why(read(small_built, theirs), "campagne")
    received(small_built, Scripted())
    assert "déjà enregistrée" in why(read(other), "dossier")
    sure(read(small_built), "campagne", "dossier")


def test_an_object_that_is_rather_another_campaign_s_is_asked_about(small_built: Project) -> None:
    """Its convention need not be made yet; one that cannot be read hides none."""
    title = ("mise en œuvre d’un accompagnement de médiation numérique pour les communes et leurs habitants", "presse")
    ours = (
        "Médiation numérique : mutualisation d’ingénierie auprès des communes",
        "Accompagnement numérique : écoles, lycées",
    )
    other = beside(small_built, "presse", title, ours, build=False)
    (small_built.campaign.with_name("abimee")).mkdir()
    (small_built.campaign.with_name("abimee") / "campaign.toml").write_text("[epci", encoding="utf-8")
    sure(read(small_built), "campagne")
    returned = read(other)
    asked(returned, "objet")
    assert "l’objet est plutôt celui de la campagne « mediation-numerique »" in why(returned, "campagne")


def test_an_act_of_another_campaign_alone_is_left_aside_and_told(small_built: Project) -> None:
    """It concerns nothing here: where it belongs is a remark, and nothing is to be confirmed for it."""
    title = ("mise en œuvre d’un accompagnement de médiation numérique pour les communes et leurs habitants", "presse")
    object_ = ("Médiation numérique : mutualisation d’ingénierie auprès des communes", "Revue de presse")
    other = beside(small_built, "presse", title, object_, build=False)
    returned = read(other)
    assert not returned.ours
    assert why(returned, "campagne").startswith("l’objet est plutôt celui de la campagne « mediation-numerique ».")
    assert returned.doubtful == read(small_built).doubtful
    (one,) = received(other, Scripted()).deliberations
    assert not one.recorded


def test_an_act_that_cites_what_the_epci_had_not_voted_yet_is_asked_about(small_built: Project) -> None:
    """One of the two days is wrong; before the EPCI's own without citing it, the sitting is only to be looked at."""
    sitting = ("le 2 avril &", "le 15 janvier &"), ("2 AVRIL 2025", "15 JANVIER 2025")
    early = *sitting, ("27 MARS 2025", "3 JANVIER 2025"), ("-20250402-", "-20250115-")
    path = rewritten(small_built.root, *early)
    returned = read(small_built, path)
    asked(returned, "seance_date")
    told = "la séance serait du 15 janvier 2025, et ce fichier cite la délibération n° D25049B de l’EPCI, qui n’est que"
    assert told in why(returned, "epci")
    assert "D25049B" in returned.deliberation.fields["seance_date"].why
    assert received(small_built, Unattended(), path).error is DataError
    corrected = reception(small_built).corrected(returned, {"seance_date": "2 avril 2025"})
    assert "epci" not in {one.rule for one in corrected.findings}
    returned = read(small_built, rewritten(small_built.root, *early, ("D25049B", "D25")))
    assert "EPCI" not in returned.deliberation.fields["seance_date"].why
    assert "avant la délibération de l’EPCI du 24 février 2025" in why(returned, "dates")


def test_an_act_that_was_withdrawn_is_not_taken_again_unseen(small_built: Project, tmp_path: Path) -> None:
    """Its file is still in the folder of the returns, or it comes again as a scan; after another vote, it is past."""
    scan = rewritten(tmp_path, ("VALIDE", "V ALIDE"))
    assert received(small_built, Scripted()).error is None
    withdraw(small_built, WithdrawRequest("Haveluy", "vice de procédure"), Silence())
    short = reception(small_built).corrected(read(small_built), {"identifiant": "", "numero": "02-10"})
    for returned in (read(small_built), read(small_built, scan), short):
        assert "a été retirée (vice de procédure)" in why(returned, "retrait")
    for path in (HAVELUY, scan):
        assert received(small_built, Unattended(), path).error is DataError
    assert standing_of(small_built).act is None
    later = ("le 2 avril &", "le 14 mai &"), ("27 MARS 2025", "5 MAI 2025"), ("2025-02-10", "2025-05-03")
    vote = rewritten(
        tmp_path, *later, ("07/04/2025", "16/05/2025"), ("-20250402-DELIB20250210", "-20250514-DELIB20250503")
    )
    vote = vote.rename(tmp_path / "vote.txt")
    assert received(small_built, Scripted(answers=[]), vote, despite=CONSENT).error is None
    (one,) = received(small_built, session := Scripted(), HAVELUY).deliberations
    assert (one.recorded, session.heard) == (False, [])
    act = standing_of(small_built).act
    assert act
    assert act.act.number == "2025-05-03"


def test_an_act_of_a_commune_that_left_is_asked_about(small_built: Project) -> None:
    """It has a dossier still, of which nothing is made any more."""
    text = small_built.communes.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    rows = [f"{row};{'non' if row.startswith('59292') else 'oui'}" for row in rows]
    small_built.communes.write_text("\n".join([f"{header};participe", *rows]) + "\n", encoding="utf-8")
    returned = read(small_built)
    asked(returned, "commune")
    assert "Haveluy ne participe plus à cette campagne" in why(returned, "départ")
    assert received(small_built, Unattended()).error is DataError
    assert received(small_built, Scripted()).error is None
