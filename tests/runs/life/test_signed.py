"""A voted dossier is completed; a signed one stays as it is, whatever changes."""

from __future__ import annotations

import datetime
import getpass
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.errors import RefusedError, RegisterError, UsageError
from generator.law.duration import Reconduction
from generator.progress import Silence
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.integrity import check_register
from generator.register.journal import today_in_france
from generator.register.originals import Source
from generator.register.signatures import SignatureDates
from generator.register.standing import Standing
from generator.register.standings import read_standings
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.life.signreport import SignReport
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from generator.runs.mailing.sending import SendingRequest, run as note_sending
from generator.runs.making.buildreport import BuildReport
from generator.runs.making.verify import VerifyRequest, run as verify
from generator.word.controls import read_controls
from tests.annexes import untagged
from tests.cases import cases
from tests.edits import replace as replace_text
from tests.law.samples import plain
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import contents, edit, made, run

TODAY = datetime.date(2025, 6, 1)
SIGNED_ON = datetime.date(2025, 5, 12)


def standing_of(project: Project, insee: str = "59292") -> Standing:
    """Return where a commune's convention stands."""
    standing = read_standings(project.register, project.campaign.name).convention(insee)
    assert standing is not None
    return standing


def vote(project: Project, *, transmitted: bool = True, number: str = "2025-02-10") -> None:
    """Record Haveluy's deliberation."""
    act = replace(ACT, number=number)
    act = act if transmitted else replace(act, sent_on=None, received_on=None)
    with open_register(project.register, writing=True) as connection:
        record_act(
            connection, project.register, standing_of(project).number, act, SITTING, Source("d.txt", b"x"), replace=True
        )


def sign_haveluy(project: Project, **request: object) -> None:
    """Sign Haveluy's dossier."""
    sign(project, SignRequest("Haveluy", SIGNED_ON, **request, today=TODAY), Silence())  # type: ignore[arg-type]  # keywords


def reasons(report: BuildReport, state: str) -> dict[str, str]:
    """Return the reason of each document of Haveluy in a state, by kind."""
    chosen = (outcome for outcome in report.outcomes if outcome.state == state and outcome.insee == "59292")
    return {outcome.kind: plain(outcome.told) for outcome in chosen}


def dossier_of(project: Project) -> dict[str, bytes]:
    """Return the files of Haveluy's signed dossier, with the letter that notifies it."""
    return contents(project.output / "59292-haveluy")


def problems_of(error: RefusedError) -> list[str]:
    return [plain(problem.message) for problem in error.problems]


@pytest.fixture
def voted(small_built: Project) -> Project:
    """Return a built project in which Haveluy has voted."""
    vote(small_built)
    return small_built


@pytest.fixture
def signed(voted: Project) -> Project:
    """Return a project in which Haveluy has signed."""
    run(voted)
    sign_haveluy(voted)
    return voted


def test_the_deliberation_completes_the_convention_and_its_pack(voted: Project) -> None:
    """Number and date fill the controls; only that commune is made again, and the reason says why."""
    report = run(voted)
    assert made(report) == {("Haveluy", "convention"), ("Haveluy", "bordereau"), ("Haveluy", "pack"), ("", "recueil")}
    assert reasons(report, "built")["convention"] == "délibération n° 2025-02-10 du 2 avril 2025 enregistrée"
    (convention,) = voted.output.glob("59292-*/*-convention.docx")
    controls = read_controls(convention.read_bytes())
    assert controls["deliberation.numero"].text == "2025-02-10"
    assert plain(controls["deliberation.date"].text) == "2 avril 2025"
    assert standing_of(voted).state == "complete"
    pack = report.manifest.document("MED_NUM-2025-001", "pack")
    assert pack is not None
    members = [report.manifest.document("MED_NUM-2025-001", kind) for kind in ("bordereau", "convention", "planning")]
    assert pack.files[0].pages == sum(member.files[-1].pages or 0 for member in members if member)


def test_a_deliberation_that_was_not_transmitted_completes_nothing(voted: Project) -> None:
    """The documents are made, but the dossier is not complete: the mayor may not sign yet."""
    vote(voted, transmitted=False)
    run(voted)
    assert standing_of(voted).state == "voted"
    with pytest.raises(RefusedError) as refused:
        sign_haveluy(voted)
    assert any(
        "rien ne dit que la délibération du 2 avril 2025 a été transmise" in m for m in problems_of(refused.value)
    )


def test_signing_before_the_vote_is_refused(small_built: Project) -> None:
    """The refusal says that there is no deliberation, and which blanks are left; nothing is recorded."""
    with pytest.raises(RefusedError) as refused:
        sign_haveluy(small_built)
    messages = problems_of(refused.value)
    assert any("aucune délibération" in message for message in messages)
    assert any("[numéro de la délibération]" in message for message in messages)
    assert standing_of(small_built).signature is None


def test_signing_before_the_transmission_is_refused(voted: Project) -> None:
    """CE, avis, 10 juin 1996, n° 176873."""
    run(voted)
    with pytest.raises(RefusedError) as refused:
        sign(voted, SignRequest("Haveluy", datetime.date(2025, 4, 5), today=TODAY), Silence())
    assert any("délibération au préfet" in m for m in problems_of(refused.value))


def test_dates_of_the_planning_before_the_notification_are_told(signed: Project) -> None:
    """Those of the planning that was signed: the holiday of May is none, nor is what the campaign says since."""
    toml = signed.campaign / "campaign.toml"
    toml.write_text(toml.read_text("utf-8").replace("debut = 2025-05-01", "debut = 2025-09-01"), "utf-8")
    day, told = datetime.date(2025, 6, 6), []
    for notified_on in (day - datetime.timedelta(1), day):
        request = SignRequest("Haveluy", notified_on=notified_on, replace=True, today=day)
        findings = sign(signed, request, Silence()).findings
        told.append([plain(one.message) for one in findings if one.rule == "planning"])
    (message,) = told[1]
    assert told[0] == []
    assert message.startswith(
        "le planning annexé prévoit 1 intervention avant la notification du 6 juin 2025, dès le 5"
    )


def test_signing_what_was_not_completed_is_refused(voted: Project) -> None:
    """A deliberation recorded since the last build is not in the documents yet."""
    with pytest.raises(RefusedError) as refused:
        sign_haveluy(voted)
    assert any("n’a pas été refait" in message for message in problems_of(refused.value))


def test_signing_what_left_the_output_says_so(voted: Project) -> None:
    """Under the name of the commune."""
    run(voted)
    shutil.rmtree(voted.output)
    with pytest.raises(RefusedError) as refused:
        sign_haveluy(voted)
    (problem,) = refused.value.problems
    assert (problem.commune, problem.message) == ("Haveluy", "ses documents ne sont plus parmi les dossiers fabriqués")


def test_what_changes_after_the_vote_is_told(voted: Project) -> None:
    """The council voted on the draft as it was: a term that moves is another clause, another President is none."""
    run(voted)
    settings = voted.campaign / "campaign.toml"
    settings.write_text(settings.read_text("utf-8").replace('nom = "ROBIN"', 'nom = "LELEU"'), "utf-8")
    assert not [one for one in run(voted).problems if "depuis la délibération" in one.message]
    settings.write_text(settings.read_text("utf-8").replace("terme = 2026-06-30", "terme = 2027-06-30"), "utf-8")
    (told,) = [one.message for one in run(voted).problems if "depuis la délibération" in one.message]
    assert told.startswith("ce qui est à signer a changé depuis la délibération (Haveluy) : ")
    assert told.endswith("campaign.toml, convention.terme : 2026-06-30 → 2027-06-30")
    assert not [one for one in run(voted).problems if "depuis la délibération" in one.message]


def test_what_left_again_after_the_signature_may_not_be_what_was_signed(voted: Project) -> None:
    """The first dossier that left bore another number of the deliberation."""
    run(voted)

    def leaves(day: datetime.date) -> None:
        prepare_mails(voted, MailRequest(("Haveluy",)), Silence())
        note_sending(voted, SendingRequest(day, ("Haveluy",), today=TODAY), Silence())

    leaves(SIGNED_ON - datetime.timedelta(2))
    vote(voted, number="2025-02-11")
    run(voted)
    leaves(SIGNED_ON + datetime.timedelta(1))
    report = sign(voted, SignRequest("Haveluy", SIGNED_ON, today=TODAY), Silence())
    (told,) = [plain(one.message) for one in report.findings if "dernier envoi" in one.message]
    assert told.startswith("signature de la commune du 12 mai 2025, avant le dernier envoi du dossier pour signature")


def test_signing_a_file_changed_by_hand_is_refused(voted: Project) -> None:
    """What is kept is what the program made."""
    run(voted)
    (convention,) = voted.output.glob("59292-*/*-convention.pdf")
    convention.write_bytes(convention.read_bytes() + b" ")
    with pytest.raises(RefusedError) as refused:
        sign_haveluy(voted)
    assert any("modifié depuis sa fabrication" in message for message in problems_of(refused.value))


def test_a_signed_dossier_stays_and_the_report_says_what_would_have_changed(signed: Project) -> None:
    """A new mayor and a new template change the drafts of others, and not a byte of what was signed."""
    before = dossier_of(signed)
    edit(signed, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    report = run(signed)
    assert dossier_of(signed) == before
    frozen = reasons(report, "frozen")
    assert set(frozen) == {"bordereau", "deliberation", "convention", "planning", "pack"}
    assert frozen["convention"] == (
        "signé le 12 mai 2025 ; aurait changé : civilite_maire : Monsieur → Madame ; "
        "prenom_maire : Jean-Paul → Mariette ; nom_maire : RYCKELYNCK → MAYEUX"
    )
    assert frozen["pack"] == "signé le 12 mai 2025"
    assert made(report) == set()


def test_a_build_tells_of_a_register_that_lost_a_signature(voted: Project) -> None:
    """An older one that was put back knows the number; what was signed lies beside it, and would be made again."""
    run(voted)
    older = voted.register.read_bytes()
    sign_haveluy(voted)
    voted.register.write_bytes(older)
    edit(voted, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    told = [one for one in run(voted).problems if "inconnu du registre" in one.message]
    assert {one.level for one in told} == {"warning"}
    assert {Path(one.file).parent.name for one in told} == {"originals"}
    assert not [one for one in run(voted).problems if "inconnu du registre" in one.message]  # nothing is made again


def test_the_follow_up_tells_of_a_signature_that_the_register_lost(voted: Project) -> None:
    """Once it is no longer being recorded; a signature that was stopped leaves the same."""
    run(voted)
    older = voted.register.read_bytes()
    sign_haveluy(voted)
    assert follow_up(voted) == []
    voted.register.write_bytes(older)
    assert follow_up(voted) == []
    for path in (voted.register.parent / "originals").iterdir():
        os.utime(path, (0, 0))
    assert follow_up(voted) == [
        "fichiers gardés (MED_NUM-2025-001) dont le registre ne sait rien : une signature, un courriel ou une lettre "
        "n’a pas fini d’être enregistré, ou un registre plus ancien a été remis en place"
    ]


def test_the_follow_up_tells_of_a_register_that_is_gone(signed: Project) -> None:
    """Its folder was renamed by a hand, or not copied: nothing is « not made yet »."""
    shutil.move(signed.register.parent, signed.root / "register - Copie")
    told = read_status(signed, StatusRequest(today=TODAY), Silence()).problems
    assert [plain(one.message) for one in told if one.level == "error"] == [
        "MED_NUM-2025-001, MED_NUM-2025-002, MED_NUM-2025-003 : fabriqué, et inconnu du registre, qui a été perdu ou "
        "remplacé"
    ]


def test_the_follow_up_and_a_build_tell_of_kept_files_that_are_gone(signed: Project) -> None:
    """Whose they are is said; nothing stops for it."""
    lost = list((signed.register.parent / "originals").glob("*.pdf"))
    for path in lost:
        path.unlink()
    gone = f"{len(lost)} fichiers gardés manquent (MED_NUM-2025-001)"
    assert follow_up(signed) == [gone]
    assert gone in [problem.message for problem in run(signed).problems]


def follow_up(project: Project) -> list[str]:
    """Return what the follow-up says of what is kept."""
    told = read_status(project, StatusRequest(today=TODAY), Silence()).problems
    return [plain(problem.message) for problem in told if problem.file == "originals"]


def test_even_force_does_not_touch_a_signed_dossier(signed: Project) -> None:
    """``--force`` makes the others again."""
    before = dossier_of(signed)
    report = run(signed, force=True)
    assert dossier_of(signed) == before
    assert ("Haveluy", "convention") not in made(report)
    assert ("Hélesmes", "convention") in made(report)


def test_a_signed_dossier_comes_back_from_its_originals(signed: Project) -> None:
    """The output can be deleted at any time: what was signed returns byte for byte, even with other data."""
    before = dossier_of(signed)
    shutil.rmtree(signed.output)
    edit(signed, "RYCKELYNCK", "AUTRE")
    report = run(signed)
    assert dossier_of(signed) == before
    assert [file.path for file in verify(signed, VerifyRequest(jobs=1), Silence()).files if not file.ok] == []
    assert report.manifest.recueil is not None


def test_a_signed_dossier_stays_when_its_commune_leaves(signed: Project) -> None:
    """The commune no longer participates; what it signed stays in the output and in the manifest."""
    before = dossier_of(signed)
    text = signed.communes.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("59292")]
    signed.communes.write_text("\n".join(kept) + "\n", encoding="utf-8")
    report = run(signed)
    assert dossier_of(signed) == before
    assert "n’est plus dans la campagne" in reasons(report, "frozen")["convention"]
    assert [file.path for file in verify(signed, VerifyRequest(jobs=1), Silence()).files if not file.ok] == []


def test_a_lost_original_is_told(signed: Project) -> None:
    """Nothing stands in for a signed file that is nowhere any more."""
    shutil.rmtree(signed.output)
    for path in (signed.register.parent / "originals").glob("*.docx"):
        path.unlink()
    with pytest.raises(RegisterError, match="sauvegarde"):
        run(signed)
    assert any(problem.level == "error" for problem in check_register(signed.register))


def test_a_scan_is_added_and_dates_are_corrected(signed: Project, tmp_path: Path) -> None:
    """``sign --file`` adds the scan later; other dates need ``replace``; signing again changes nothing."""
    scan = tmp_path / "acte signé.pdf"
    scan.write_bytes(untagged())
    report = sign(signed, SignRequest("59292", scans=(scan,), today=TODAY), Silence())
    assert report.kept == ("acte signé.pdf",)
    with pytest.raises(RefusedError, match="avenant"):
        sign_haveluy(signed)
    with pytest.raises(RefusedError, match=rf"enregistré le .* par {getpass.getuser()}\) ; .*--replace"):
        sign(signed, SignRequest("59292", datetime.date(2025, 5, 13), today=TODAY), Silence())
    sign(signed, SignRequest("59292", datetime.date(2025, 5, 13), replace=True, today=TODAY), Silence())
    signature = standing_of(signed).signature
    assert signature is not None
    assert signature.dates == SignatureDates(datetime.date(2025, 5, 13), datetime.date(2025, 5, 13))


def test_a_scan_that_never_ends_is_not_read(signed: Project, tmp_path: Path) -> None:
    """A pipe of that name would keep who opens it waiting."""
    os.mkfifo(tmp_path / "acte.pdf")
    with pytest.raises(UsageError, match="lecture impossible"):
        sign(signed, SignRequest("59292", scans=(tmp_path / "acte.pdf",), today=TODAY), Silence())


@cases(
    "name, data, said",
    ("acte.pdf", b"%PDF-1.4 coup", "ne s’ouvre pas"),
    ("acte.PDF", b"", "vide"),
    ("acte.docx", b"PK\3\4" + bytes(26) + b"[Content_Types].xml", "ni un PDF, ni une image"),
    ("communes.csv", b"insee;siren;nom", "ni un PDF, ni une image"),
    ("acte.jpg", b"insee;siren;nom", "ni un PDF, ni une image"),
    ("acte", b"%PDF-1.4", "donnez le scan de l’acte signé en PDF"),
    ("Acte n°. 3 «\u00a0Bois\u00a0»", b"%PDF-1.4", "donnez le scan de l’acte signé en PDF"),
    ("scan.p?f", b"%PDF-1.4", "donnez le scan de l’acte signé en PDF"),
    ("scan." + "f" * 230, b"%PDF-1.4", "donnez le scan de l’acte signé en PDF"),
)
def test_what_shows_no_signed_act_is_not_kept(
    signed: Project, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """It would be kept for ever in the act's place; nothing is written."""
    before = standing_of(signed).signature
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError, match=said):
        sign(signed, SignRequest("59292", scans=(tmp_path / name,), today=TODAY), Silence())
    assert standing_of(signed).signature == before


@cases("commune", "59292-*", "59297-*")
def test_what_the_program_made_is_told_to_bear_no_signature(signed: Project, commune: str) -> None:
    """Before anything is recorded: the page to sign, of this commune or another, would be kept in the act's place."""
    (page,) = signed.output.glob(f"{commune}/*-convention.pdf")
    told: list[str] = []

    def declines(report: SignReport) -> bool:
        told.extend(problem.message for problem in report.problems)
        return False

    before = standing_of(signed).signature
    sign(signed, SignRequest("59292", scans=(page,), confirms=declines, today=TODAY), Silence())
    assert any(f"{page.name} est le fichier que le programme a fabriqué" in one.replace("\u00a0", " ") for one in told)
    assert standing_of(signed).signature == before


def test_the_notification_is_recorded_when_it_is_made(signed: Project) -> None:
    """Before it, the dossier is signed and not in force; it needs no ``replace``, another one does."""
    notified = datetime.date(2025, 5, 19)
    assert status_of(signed)["notified_on"] is None
    report = sign(signed, SignRequest("Haveluy", notified_on=notified, today=TODAY), Silence())
    assert (report.done, report.dates.notified) == ("notified", notified)
    assert status_of(signed)["notified_on"] == "2025-05-19"
    with pytest.raises(RefusedError, match="--replace"):
        sign(signed, SignRequest("Haveluy", notified_on=TODAY, today=TODAY), Silence())


def test_each_party_has_its_own_day(voted: Project) -> None:
    """The President of a mayor who signed earlier; both are kept, and nobody is asked when nobody is there."""
    run(voted)
    days: dict[str, Any] = {"commune_on": datetime.date(2025, 5, 7), "epci_on": datetime.date(2025, 5, 12)}
    declined = sign(voted, SignRequest("Haveluy", **days, confirms=lambda _: False, today=TODAY), Silence())
    assert (declined.recorded, standing_of(voted).signature) == (False, None)
    report = sign(voted, SignRequest("Haveluy", **days, today=TODAY), Silence())
    assert report.as_json()["commune_signed_on"] == "2025-05-07"
    assert status_of(voted)["signed_on"] == "2025-05-12"


def test_a_signature_is_undone_the_same_day_with_its_reason(signed: Project) -> None:
    """Not the next day, not without a reason, not once an end rests on it; then the dossier can be signed again."""
    today = today_in_france()
    with pytest.raises(UsageError, match="pourquoi"):
        sign(signed, SignRequest("Haveluy", undo=" ", today=today), Silence())
    tomorrow = today + datetime.timedelta(1)
    with pytest.raises(RefusedError, match="que le jour"):
        sign(signed, SignRequest("Haveluy", undo="mauvaise commune", today=tomorrow), Silence())
    sign(signed, SignRequest("Haveluy", undo="mauvaise commune", today=today), Silence())
    assert status_of(signed)["state"] == "complete"
    sign_haveluy(signed)
    assert status_of(signed)["state"] == "signed"


def test_a_convention_is_not_signed_after_its_term(voted: Project) -> None:
    """30 June 2026: what never took effect is not renewed."""
    run(voted)
    late = SignRequest("Haveluy", datetime.date(2026, 7, 1), today=datetime.date(2026, 11, 20))
    with pytest.raises(RefusedError) as caught:
        sign(voted, late, Silence())
    assert any("après le terme du 30 juin 2026" in plain(problem.message) for problem in caught.value.problems)
    assert standing_of(voted).signature is None


def status_of(project: Project) -> dict[str, Any]:
    """Return what is said of Haveluy."""
    (found,) = read_status(project, StatusRequest(("Haveluy",), today=TODAY), Silence()).as_json()["dossiers"]
    return dict(found)


def test_what_is_kept_is_what_the_signed_paper_says(voted: Project) -> None:
    """The term and the clause of renewal of its own build, of that commune alone, whatever campaign.toml says since."""
    settings = voted.campaign / "campaign.toml"
    first = settings.read_text(encoding="utf-8")
    second = first.replace("terme = 2026-06-30", "terme = 2027-12-31").replace("preavis_mois = 2", "preavis_mois = 6")
    settings.write_text(second, encoding="utf-8")
    assert ("Haveluy", "convention") in made(run(voted, communes=("59292",)))
    settings.write_text(first.replace("duree_mois = 12", "duree_mois = 24"), encoding="utf-8")
    sign_haveluy(voted)
    signature = standing_of(voted).signature
    assert signature
    kept = signature.dossier
    assert kept.term == datetime.date(2027, 12, 31)
    assert kept.reconduction == Reconduction(12, 6)
    assert kept.made_from.campaign["convention.terme"] == "2027-12-31"


def test_figures_that_contradict_the_planning_are_told_before_the_signature(voted: Project) -> None:
    """The convention says 3 h a month; they hinder nothing, and what is signed is not told of them any more."""
    replace_text(voted.campaign / "campaign.toml", "accueil_minutes = 120", "accueil_minutes = 90")
    run(voted)
    told: list[str] = []

    def confirms(report: SignReport) -> bool:
        told.extend(plain(one.message) for one in report.findings if one.rule == "planning")
        return True

    sign_haveluy(voted, confirms=confirms)
    first, second = told
    assert first.startswith("la convention dit « demi-journée de 3 h », et le planning annexé donne 2 h 30 ;")
    assert "« 2 h pour l’accueil », et le planning annexé donne 1 h 30 d’accueil" in second
    told.clear()
    sign_haveluy(voted, notified_on=datetime.date(2025, 5, 19), confirms=confirms)
    assert told == []


def test_dates_are_corrected_of_what_is_signed_alone(voted: Project) -> None:
    """Asked of a dossier that is not signed, a correction signs nothing."""
    run(voted)
    with pytest.raises(RefusedError, match="n’est pas signé ; il n’y a pas de dates à corriger"):
        sign_haveluy(voted, replace=True)
    assert standing_of(voted).signature is None


def test_the_status_follows(signed: Project) -> None:
    """Signed, in force from its notification on; the others are drafts."""
    first, *others = read_status(signed, StatusRequest(("Haveluy", "Hélesmes"), today=TODAY), Silence()).dossiers
    rows = {row.commune.nom: row.as_json() for row in (first, *others)}
    assert rows["Haveluy"]["state"] == "signed"
    assert (rows["Haveluy"]["signed_on"], rows["Haveluy"]["in_force_since"]) == ("2025-05-12", None)
    assert rows["Haveluy"]["term"] == "2026-06-30"
    assert rows["Haveluy"]["deliberation"]["number"] == "2025-02-10"
    assert rows["Hélesmes"]["state"] == "draft"
    assert rows["Hélesmes"]["deliberation"] is None


def test_a_dossier_that_changes_withdraws_its_e_mail_draft(voted: Project) -> None:
    """A draft that holds the former pack must not be sent; those of other communes stay."""
    run(voted)
    prepare_mails(voted, MailRequest(), Silence())
    before = {path.name for path in (voted.output / "courriels").iterdir()}
    vote(voted, number="2025-03-01")
    run(voted)
    after = {path.name for path in (voted.output / "courriels").iterdir()}
    assert before - after == {"MED_NUM-2025-001-haveluy.eml"}
