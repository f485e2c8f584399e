"""The summary of a build, as a clerk reads it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from generator.avenants.decisions import Decision
from generator.console.summary import decision_lines, seconds, summarise, verification_lines
from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.inputs.communerows import read_communes
from generator.pdf.conformity import Failure
from generator.progress import Stage
from generator.project import Project
from generator.register.avenantcontent import AvenantContent
from generator.register.avenants import AvenantChange, AvenantRecord
from generator.runs.life.amend import AmendReport
from generator.runs.making.buildreport import BuildReport
from generator.runs.making.verify import VerifiedFile
from tests.conftest import REPOSITORY

HAVELUY = read_communes(REPOSITORY / "communes.csv").communes[16]
PROJECT = Project(Path("/p"), Path("/p/templates/x"), Path("/p/output/x"))


def outcome(commune: str, kind: str, state: str, reason: str = "", **more: str) -> Outcome:
    """Return what became of a document, a pack or a volume."""
    return Outcome("59292" if commune else "", commune, kind, "N-1" if commune else "", state, reason, None, **more)  # type: ignore[arg-type]  # a state


def lines(*outcomes: Outcome, dry_run: bool = False, faulty: tuple[VerifiedFile, ...] = ()) -> list[str]:
    """Return the summary of a build that ended so."""
    recueil = DocumentRecord("", "", "recueil", "", "i", "", (FileRecord("recueil.pdf", "s", 1, 461),))
    pack = DocumentRecord("59292", "Haveluy", "pack", "N-1", "i", "", ())
    manifest = Manifest("x", "embedded", "1.2", (pack,), recueil)
    report = BuildReport(manifest, outcomes, faulty, {Stage.READING: 0.44, Stage.DRAFTING: 3.26})
    return list(summarise(report, PROJECT, dry_run=dry_run))


def test_the_same_reason_is_told_once() -> None:
    """With its communes, named when they are few, and its kinds."""
    documents = [outcome(name, kind, "built", "nouveau") for name in ("Haveluy", "Abscon") for kind in ("a", "b")]
    assert lines(*documents)[0] == "  Fait — Haveluy ; Abscon (a, b) : nouveau"
    many = [outcome(str(number), "a", "built", "nouveau") for number in range(46)]
    some = [*many, *(replace(one, kind="note") for one in many[:14])]
    assert lines(*some)[0] == "  Fait — 46 communes (a, note pour 14) : nouveau"
    assert lines(*many)[0] == "  Fait — 46 communes (a) : nouveau"


def test_volumes_and_reports_have_their_own_lines() -> None:
    """Told by what they are, not by how their kind begins: a campaign may have « evaluation-communale »."""
    said = lines(
        outcome("Haveluy", "evaluation-communale", "built", "nouveau"),
        outcome("Haveluy", "pack", "built", "nouveau"),
        outcome("", "recueil", "built", "nouveau"),
        outcome("", "recueil-avenants", "built", "nouveau"),
        outcome("", "evaluation-mai-2025", "built", "nouveau", period="mai 2025"),
    )
    assert said[:3] == [
        "  Fait — Haveluy (évaluation (communale)) : nouveau",
        "  Fait — 1 dossier relié, le recueil et le recueil des avenants",
        "  Fait — rapport d’évaluation « mai 2025 » : nouveau",
    ]


def test_what_would_have_changed_in_a_signed_dossier_is_told_once() -> None:
    """A reason with a semicolon is not taken for one."""
    said = lines(
        outcome("Haveluy", "convention", "frozen", "signé le 12 mai 2025", would_change="nom_maire : A → B"),
        outcome("Haveluy", "planning", "frozen", "signé le 12 mai 2025", would_change="nom_maire : A → B"),
        outcome("Abscon", "convention", "frozen", "signé le 12 mai 2025 ; à midi"),
    )
    assert said[0] == (
        "  Figé — Haveluy (convention, planning) : signé le 12 mai 2025 ; aurait changé : nom_maire : A → B"
    )
    assert said[1] == "0 fichier fait, 0 inchangé, 3 figés par une signature, 0 échec, 0 avertissement."


def test_failures_come_before_the_counts() -> None:
    """Each with its reason, then what does not pass verification."""
    faulty = VerifiedFile("a.pdf", (Failure("tags", "structure", "une balise manque"),))
    said = lines(outcome("Haveluy", "planning", "failed", "panne"), faulty=(faulty,))
    assert said[:2] == [
        "  Échec — Haveluy, planning : panne",
        "  Contrôle — a.pdf : une balise manque (tags, structure)",
    ]


def test_a_dry_run_says_what_is_to_be_made() -> None:
    """And that nothing was written."""
    said = lines(outcome("Haveluy", "planning", "built", "modèle modifié"), dry_run=True)
    assert said[0] == "  À faire — Haveluy (planning) : modèle modifié"
    assert said[1].startswith("1 à faire, 0 inchangé")
    assert said[-1] == "Rien n’a été écrit (--dry-run)."


def test_where_the_files_are_and_how_long_it_took() -> None:
    """The numbers, the recueil, the engine, the stages."""
    said = lines()
    assert "Numéro : N-1 (1 dossier)" in said
    assert any(line.startswith("Recueil : ") and line.endswith("recueil.pdf (461 pages)") for line in said)
    assert "PDF : moteur intégré (rdocx) 1.2" in said
    assert said[-1] == "Durée : Lecture 0,4 s, Rédaction 3,3 s"
    assert seconds(12.04) == "12,0 s"


def test_a_file_with_many_faults_shows_the_first() -> None:
    """And how many more there are."""
    failures = tuple(Failure("tags", "structure", str(number)) for number in range(7))
    said = list(verification_lines([VerifiedFile("a.pdf", failures)]))
    assert len(said) == 6
    assert said[-1] == "  Contrôle — a.pdf : et 2 autres défauts"


def decided(nom: str, verdict: str, reason: str, effect: datetime.date | None = None) -> Decision:
    """Return what was decided of a commune."""
    content = effect and AvenantContent(None, None, effect, None, "", ())
    change = content and AvenantChange(
        "59292", "N-1", "été 2026", 2026, AvenantRecord("N-1", "été 2026", False, content)
    )
    return Decision(replace(HAVELUY, nom=nom), verdict, reason, change or None)  # type: ignore[arg-type]  # a verdict


def test_decisions_are_told_reason_by_reason() -> None:
    """Avenants first; a reason once for all its communes, many of which are folded; then how numbers are made."""
    decisions = [decided(f"C{rank}", "unsigned", "pas d’avenant") for rank in range(40)]
    decisions.append(decided("Abscon", "amended", "article 4", datetime.date(2027, 1, 1)))
    outcomes = (Outcome("59292", "Abscon", "avenant", "N-2", "built", "nouveau", None),)
    build = BuildReport(Manifest("x", "embedded", "1.2", ()), outcomes, (), {})
    said = list(decision_lines(AmendReport(tuple(decisions), build)))
    assert said == [
        "  Avenant — Abscon : article 4",
        "  Pas encore signée — 40 communes : C0, C1, C2… et 37 autres : pas d’avenant",
        "1 commune sur 41 concernée par un avenant.",
        "Le numéro d’un avenant porte l’année de son effet : 2027.",
    ]
    again = replace(build, outcomes=(replace(outcomes[0], reason="avenant, date_effet : 2026-01-01 → 2027-01-01"),))
    assert list(decision_lines(AmendReport(tuple(decisions), again))) == said[:-1]
