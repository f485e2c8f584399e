"""E-mail drafts of a built campaign: one a commune, complete, and never out of date."""

from __future__ import annotations

import datetime
import email
import shutil
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from generator.errors import OutputError, RegisterError, TemplateError, UsageError
from generator.law.sittings import Sitting
from generator.progress import Silence
from generator.project import MAILS, Project, open_project
from generator.register.database import open_register, transaction
from generator.register.deliberations import record_act
from generator.register.mailings import record_sending
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.mailing.mail import MailReport, MailRequest, run as prepare_mails
from generator.runs.making.check import CheckRequest, run as check
from tests.cases import cases
from tests.conftest import MakeProject
from tests.delivery.letters import ACT
from tests.edits import replace
from tests.runs.conftest import contents, copy_project, run

HAVELUY, HELESMES = "MED_NUM-2025-001-haveluy", "MED_NUM-2025-002-helesmes"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build Haveluy and Hélesmes, which has no e-mail; no test may change them."""
    made = copy_project(tmp_path_factory.mktemp("courriels") / "projet", ("59292", "59297"))
    replace(made.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2036-06-30")
    run(made)
    return made


@pytest.fixture
def built(made_once: Project, tmp_path: Path) -> Project:
    """Return a copy of the built project."""
    return open_project(shutil.copytree(made_once.root, tmp_path / "projet"))


def prepare(project: Project, *communes: str, **options: Any) -> MailReport:
    return prepare_mails(project, MailRequest(communes, **options), Silence())


def draft(project: Project, name: str = HAVELUY) -> EmailMessage:
    """Read a draft of the output."""
    data = (project.output / MAILS / f"{name}.eml").read_bytes()
    read = email.message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    content: str = body.get_content()
    return content


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {part.get_filename() or "": part.get_content() for part in message.iter_attachments()}


def files(project: Project, folder: str, names: Sequence[str]) -> dict[str, bytes]:
    return {name: (project.output / folder / name).read_bytes() for name in names}


def vote(project: Project) -> None:
    """Record the deliberation of Haveluy, and build its complete convention."""
    sitting = Sitting(held_on=ACT.decided_on, unanimous=True, votes_for=20)
    with open_register(project.register, writing=True) as connection:
        source = Source("deliberation.txt", b"x")
        assert record_act(connection, project.register, "MED_NUM-2025-001", ACT, sitting, source, replace=False)
    run(project)


def states(project: Project) -> dict[str, str]:
    return {
        standing.insee: standing.state for standing in read_standings(project.register, project.campaign.name).documents
    }


def test_each_commune_has_a_draft_with_its_own_dossier(built: Project) -> None:
    """The draft to complete, what to annex to it, without the pack's stamp, and the pack: those of the output."""
    report = prepare(built)
    names = [f"MED_NUM-2025-001-{name}" for name in ("deliberation.docx", "convention.pdf", "planning.pdf", "pack.pdf")]
    assert attached(draft(built)) == files(built, "59292-haveluy", names)
    assert str(draft(built)["to"]) == "Mairie d’Haveluy <mairie@haveluy.fr>"
    assert "Monsieur le Maire," in text_of(draft(built)).replace("\u00a0", " ")
    first, second = report.mails
    path = built.output / first.path
    assert (first.insee, first.number, first.recipient) == ("59292", "MED_NUM-2025-001", "mairie@haveluy.fr")
    assert (first.bytes, first.attachments, first.archive) == (path.stat().st_size, tuple(names), None)
    assert second.path == f"{MAILS}/{HELESMES}.eml"
    assert report.as_json()["mails"][0]["attachments"] == names


def test_a_commune_without_address_is_listed_and_has_its_draft(built: Project) -> None:
    """Without a recipient; like the others, it is prepared."""
    report = prepare(built)
    (problem,) = report.problems
    assert (problem.level, problem.commune, problem.file, problem.line) == ("warning", "Hélesmes", "communes.csv", 3)
    assert problem.message.startswith("sans adresse")
    assert "To" not in draft(built, HELESMES)
    assert len(attached(draft(built, HELESMES))) == 4
    assert states(built) == {"59292": "prepared", "59297": "prepared"}


def test_the_same_inputs_give_the_same_bytes(built: Project) -> None:
    """A second run replaces the drafts by the same ones, and leaves nothing else behind."""
    prepare(built, archives=True)
    before = contents(built.output / MAILS)
    prepare(built, archives=True)
    assert contents(built.output / MAILS) == before
    assert set(before) == {f"{name}.{suffix}" for name in (HAVELUY, HELESMES) for suffix in ("eml", "zip")}


def test_archives_hold_what_is_attached(built: Project) -> None:
    """And leave when the drafts are made again without them, since they would be out of date."""
    report = prepare(built, "haveluy", archives=True)
    assert [mail.archive for mail in report.mails] == [f"{MAILS}/{HAVELUY}.zip"]
    with zipfile.ZipFile(built.output / MAILS / f"{HAVELUY}.zip") as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    letter = kept.pop("courriel.txt").decode("utf-8-sig")
    assert kept == attached(draft(built))
    assert letter.startswith(f"Objet\u00a0: {draft(built)['subject']}")
    prepare(built, "haveluy")
    assert set(contents(built.output / MAILS)) == {f"{HAVELUY}.eml"}


def test_after_the_vote_the_convention_goes_to_be_signed(built: Project) -> None:
    """The pack alone is attached, complete, and the letter asks for signatures."""
    prepare(built)
    vote(built)
    prepare(built, "haveluy")
    assert attached(draft(built)) == files(built, "59292-haveluy", ["MED_NUM-2025-001-pack.pdf"])
    assert draft(built)["subject"].startswith("Convention à signer")
    assert "n°\u00a02025-02-10 du 2\u00a0avril 2025" in text_of(draft(built))
    assert len(attached(draft(built, HELESMES))) == 4


def test_the_sender_is_that_of_the_campaign(built: Project) -> None:
    """An optional section of campaign.toml, which changes no document."""
    section = '[courriel]\nexpediteur = "Médiation <a@b.fr>"\nreponse_a = "c@d.fr"\n\n[pack]\n'
    replace(built.campaign / "campaign.toml", "\n[pack]\n", f"\n{section}")
    prepare(built)
    assert (str(draft(built)["from"]), str(draft(built)["reply-to"])) == ("Médiation <a@b.fr>", "c@d.fr")


@cases("spoil", "data", "template", "missing", "altered")
def test_what_is_out_of_date_is_not_sent(built: Project, spoil: str) -> None:
    """New data, another template, a file gone or changed by hand: build first; nothing is written."""
    pack = built.output / "59292-haveluy" / "MED_NUM-2025-001-pack.pdf"
    if spoil == "data":
        replace(built.communes, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    elif spoil == "template":
        replace(built.campaign / "campaign.toml", 'fait_a = "Wallers"', 'fait_a = "Denain"')
    elif spoil == "missing":
        pack.unlink()
    else:
        pack.write_bytes(pack.read_bytes() + b"\n")
    with pytest.raises(UsageError, match=r"pas à jour \(Haveluy.*lancez d’abord « conventions build »") as caught:
        prepare(built)
    communes = [one.commune for one in caught.value.problems]
    assert communes[0] == "Haveluy"
    assert len(communes) == len(set(communes))  # one reason, told once for all the documents that it concerns
    assert not (built.output / MAILS).exists()
    assert set(states(built).values()) == {"draft"}
    run(built)
    assert len(prepare(built).mails) == 2


def test_what_is_out_of_date_elsewhere_does_not_matter(built: Project) -> None:
    """Only the communes asked for are looked at."""
    replace(built.communes, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    assert [mail.commune for mail in prepare(built, "59297").mails] == ["Hélesmes"]


def test_the_recueil_does_not_matter(built: Project) -> None:
    """It goes to no commune."""
    (built.output / "recueil.pdf").unlink()
    assert len(prepare(built).mails) == 2


def test_a_signed_dossier_is_passed_over(built: Project) -> None:
    """The draft that asked to sign it goes, and its letter leaves; once it is notified, that is told."""
    vote(built)
    prepare(built, archives=True)
    today = datetime.date(2025, 6, 1)
    sign(built, SignRequest("haveluy", datetime.date(2025, 5, 12), today=today), Silence())
    assert [(mail.commune, mail.letter) for mail in prepare(built).mails] == [
        ("Hélesmes", ""),
        ("Haveluy", "notification"),
    ]
    assert set(contents(built.output / MAILS)) == {f"{HELESMES}.eml", f"{HAVELUY}-notification.eml"}
    sign(built, SignRequest("haveluy", notified_on=datetime.date(2025, 5, 19), today=today), Silence())
    report = prepare(built)
    assert [mail.commune for mail in report.mails] == ["Hélesmes"]
    signed, unaddressed = report.problems
    assert (signed.commune, signed.message) == ("Haveluy", "dossier signé : pas de brouillon")
    assert unaddressed.commune == "Hélesmes"
    assert set(contents(built.output / MAILS)) == {f"{HELESMES}.eml"}


def test_a_commune_that_was_never_made_is_to_be_made(project: MakeProject) -> None:
    """The register has lost nothing: the dossier is still to be made, and the message says so."""
    made = project("59292", "59297")
    run(made, communes=("59292",))
    with pytest.raises(UsageError, match=r"pas à jour \(Hélesmes\)"):
        prepare(made)


def test_a_lost_register_is_told(built: Project) -> None:
    """No commune is passed over in silence."""
    built.register.unlink()
    with pytest.raises(RegisterError, match=r"n’y figurent pas \(Haveluy, Hélesmes\)"):
        prepare(built)
    assert not (built.output / MAILS).exists()


def test_packs_for_two_sided_printing_can_be_sent(built: Project) -> None:
    """They are up to date too."""
    run(built, duplex=True)
    assert len(prepare(built).mails) == 2


def test_a_campaign_that_was_never_built_has_nothing_to_send(small_project: Project) -> None:
    """Not even an empty folder is made."""
    with pytest.raises(UsageError, match=r"aucun dossier n’y est fabriqué ; lancez d’abord « conventions build »"):
        prepare(small_project)
    assert not small_project.output.exists()


def test_an_unknown_commune_is_refused(built: Project) -> None:
    """As everywhere."""
    with pytest.raises(UsageError, match="haveluyy"):
        prepare(built, "haveluyy")


@pytest.mark.usefixtures("unproved")
def test_a_missing_letter_matters_only_to_e_mails(built: Project) -> None:
    """The build does without; the message says how to write one."""
    built.campaign.joinpath("courriel.txt").unlink()
    assert {problem.level for problem in check(built, CheckRequest(), Silence()).problems} == {"warning"}
    assert not run(built).failed
    with pytest.raises(TemplateError, match=r"courriel\.txt : le modèle des courriels manque ; créez ce fichier"):
        prepare(built)


@pytest.mark.usefixtures("unproved")
def test_a_letter_that_one_commune_cannot_have_stops_all(built: Project) -> None:
    """Hélesmes has no e-mail to print: check says so first, mail writes nothing."""
    letter = built.campaign / "courriel.txt"
    letter.write_text("Objet : Vote\n\nÀ {{ commune.courriel }}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        check(built, CheckRequest(), Silence())
    problem = caught.value.problems[-1]
    assert (problem.file, problem.line, problem.commune) == ("courriel.txt", 3, "Hélesmes")
    assert problem.message.startswith("commune.courriel est vide")
    with pytest.raises(TemplateError, match=r"^1 courriel impossible à rédiger ; rien n’a été écrit"):
        prepare(built)
    assert not (built.output / MAILS).exists()


def test_a_heavy_message_is_told(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is that of the file, base64 included; the limit is lowered, for no real pack is that heavy."""
    monkeypatch.setattr("generator.runs.mailing.mail.HEAVY", 300_000)
    report = prepare(built, "haveluy")
    (problem,) = report.problems
    assert problem.message.startswith(f"le message pèse {report.mails[0].bytes / 1_000_000:.1f} Mo".replace(".", ","))
    assert (problem.level, problem.commune) == ("warning", "Haveluy")


def test_a_draft_that_cannot_be_replaced_is_told(built: Project) -> None:
    """As when it is open in the mail program, on Windows; here a folder stands in its place."""
    (built.output / MAILS / f"{HAVELUY}.eml").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"haveluy\.eml : écriture impossible .*fermez ce fichier"):
        prepare(built)
    assert set(states(built).values()) == {"draft"}


def test_two_runs_do_not_meet(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are written under the lock of the output."""
    from filelock import FileLock

    monkeypatch.setattr("generator.stages.workspace.LOCK_SECONDS", 0)
    with FileLock(built.output / ".verrou"), pytest.raises(RegisterError, match="un autre traitement"):
        prepare(built)


def test_a_message_that_costs_too_much_is_given_up(built: Project) -> None:
    """It is filled in another process, with limits: a clear error instead of a run that never ends; nothing is made."""
    letter = built.campaign / "courriel.txt"
    text = letter.read_text(encoding="utf-8")
    doubling = "{% set all = namespace(x='x') %}{% for i in range(60) %}{% set all.x = all.x ~ all.x %}{% endfor %}"
    letter.write_text(f"{text}{doubling}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        prepare(built, "haveluy")
    (problem,) = caught.value.problems
    assert problem.file == "courriel.txt"
    assert "demande trop de temps ou de mémoire" in problem.message
    assert not (built.output / MAILS).exists()


def test_a_message_of_any_tags_is_filled_as_before(built: Project) -> None:
    """Within its limits it says the same, wherever it is filled."""
    letter = built.campaign / "courriel.txt"
    text = letter.read_text(encoding="utf-8")
    prepare(built, "haveluy")
    before = text_of(draft(built))
    letter.write_text(f"{text}{{% for i in range(2) %}}{{{{ i }}}}{{% endfor %}}\n", encoding="utf-8")
    prepare(built, "haveluy")
    assert text_of(draft(built)).split() == [*before.split(), "01"]


def test_what_would_be_written_is_shown_and_nothing_is(built: Project) -> None:
    """Whose mails they are, with their words; neither a file nor a state changes."""
    report = prepare(built, "haveluy", dry=True, words="Un mot de plus.")
    (shown,) = report.shown
    assert "Un mot de plus." in shown.body
    assert [name for name, _ in shown.attachments] == list(report.mails[0].attachments)
    assert shown.recipient == "Mairie d’Haveluy <mairie@haveluy.fr>"
    assert not (built.output / MAILS).exists()
    assert set(states(built).values()) == {"draft"}
    assert report.as_json()["shown"][0]["subject"] == shown.subject


def test_words_are_kept_with_a_draft_that_waits_and_leave_with_it(built: Project) -> None:
    """Prepared again, they are still there; once it left, a dossier that changed is sent without them."""
    prepare(built, "haveluy", words="Comme convenu.")
    once = draft(built).as_bytes()
    prepare(built, "haveluy")
    assert draft(built).as_bytes() == once
    assert "le Maire,\n\nComme convenu.\n\n" in text_of(draft(built)).replace("\u00a0", " ").replace("\r\n", "\n")
    with open_register(built.register, writing=True) as connection, transaction(connection):
        (standing, _) = read_standings(built.register, built.campaign.name).documents
        assert [one.words for one in standing.mailings] == ["Comme convenu."]
        record_sending(connection, standing.mailings[0], datetime.date(2026, 3, 10))
    prepare(built, "haveluy")
    assert draft(built).as_bytes() == once
    (standing, _) = read_standings(built.register, built.campaign.name).documents
    assert len(standing.mailings) == 1
    replace(built.communes, "Jean-Paul;RYCKELYNCK", "Paul;RYCKELYNCK")
    run(built)
    prepare(built, "haveluy")
    assert "Comme convenu." not in text_of(draft(built))
