"""PDFs that a campaign joins to its packs, from the check to the register, and packs that claim nothing false."""

from __future__ import annotations

import datetime
import email
import json
import shutil
import zipfile
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from generator.pdf.metadata import claims
from generator.progress import Silence
from generator.project import MAILS, Project, open_project
from generator.register.originals import original_path
from generator.runs.keeping.backup import BackupRequest, run as back_up
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from generator.runs.mailing.sending import SendingRequest, run as send
from generator.runs.making.buildreport import BuildReport
from generator.runs.making.diff import DiffRequest, run as diff
from generator.runs.making.verify import VerifyReport, VerifyRequest, run as verify
from tests.annexes import accept_unclaimed, conformant, join, untagged, with_footer
from tests.edits import replace
from tests.pdf.signing import sign
from tests.runs.conftest import contents, copy_project, made, run
from tests.runs.life.test_signed import sign_haveluy, standing_of, vote

NUMBER = "MED_NUM-2025-001"
FOLDER = f"59292-haveluy/{NUMBER}"
SIGNED = sign(untagged())
PLAN = untagged(pages=3)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build Haveluy with a rule that conforms, a plan that does not, and a signed act; no test may change it."""
    project = copy_project(tmp_path_factory.mktemp("annexes") / "projet", ("59292",))
    join(project, "reglement.pdf", conformant(), "date = 2024-03-12", "Règlement de service")
    join(project, "plan.pdf", PLAN, 'communes = ["Haveluy"]', "Plan des salles")
    join(project, "acte.pdf", SIGNED, title="Acte signé")
    report = run(project, verify=True)
    assert report.faulty == ()
    assert report.failed == ()
    return project


@pytest.fixture
def built(built_once: Project, tmp_path: Path) -> Project:
    """Return a copy of the built project."""
    return open_project(shutil.copytree(built_once.root, tmp_path / "projet"))


def text_of(path: Path) -> list[str]:
    """Return the text of each page, its no-break spaces as others."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def places(project: Project) -> dict[str, tuple[str, int]]:
    """Return the place and the pages of each document of the manifest that has a place of its own, or is a pack."""
    documents = json.loads(project.manifest.read_text(encoding="utf-8"))["documents"]
    return {
        one["kind"]: (one["place"], one["files"][-1]["pages"])
        for one in documents
        if one["kind"].startswith(("annexe", "pack"))
    }


def verified(project: Project) -> VerifyReport:
    return verify(project, VerifyRequest(jobs=1), Silence())


def reasons(report: BuildReport) -> dict[str, str]:
    """Return why each document was made."""
    return {outcome.kind: outcome.reason for outcome in report.outcomes if outcome.state == "built"}


def test_what_conforms_is_in_the_pack_and_the_rest_beside(built_once: Project) -> None:
    """Each lies in the dossier byte for byte; the pack claims its standards, and the manifest says where each is."""
    output = built_once.output
    assert places(built_once) == {
        "annexe-reglement": ("", 2),
        "annexe-plan": ("a-cote", 3),
        "annexe-acte": ("a-cote", 1),
        "pack": ("", 13),
    }
    assert (output / f"{FOLDER}-annexe-reglement.pdf").read_bytes() == conformant()
    assert (output / f"{FOLDER}-annexe-plan.pdf").read_bytes() == PLAN
    assert (output / f"{FOLDER}-annexe-acte.pdf").read_bytes() == SIGNED
    with pikepdf.open(output / f"{FOLDER}-pack.pdf") as pack:
        assert claims(pack)


def test_the_bordereau_and_the_contents_list_every_annexe(built_once: Project) -> None:
    """With the date that it bears, and where it is; the pack's bookmarks keep its own."""
    bordereau = " ".join(text_of(built_once.output / f"{FOLDER}-bordereau.pdf"))
    assert "Règlement de service, du 12 mars 2024" in bordereau
    assert "Plan des salles (fichier joint à côté du dossier relié)" in bordereau
    assert "Acte signé (fichier joint à côté du dossier relié)" in bordereau
    reader = PdfReader(built_once.output / f"{FOLDER}-pack.pdf")
    tops = [item for item in reader.outline if not isinstance(item, list)]
    assert tops[-1].title == "Règlement de service"
    own = reader.outline[-1]
    assert isinstance(own, list)
    with pikepdf.open(built_once.campaign / "reglement.pdf") as rule, rule.open_outline() as outline:
        assert len(outline.root) > 0


def test_every_page_of_a_pack_is_stamped(built_once: Project) -> None:
    """Those of the annexe too, after the documents that the program made."""
    pages = text_of(built_once.output / f"{FOLDER}-pack.pdf")
    assert [f"{NUMBER} — {page}/13" in text for page, text in enumerate(pages, 1)] == [True] * 13
    assert "Règlement de service" in pages[11]


def test_a_footer_on_the_line_of_the_stamps_is_no_fault(tmp_path: Path) -> None:
    """It is one line with the pack's stamp, and with the recueil's between the two: each stands there once."""
    project = copy_project(tmp_path, ["59292"])
    join(project, "reglement.pdf", with_footer("Règlement de service, version de mars 2024"))
    report = run(project, verify=True)
    assert places(project)["annexe-reglement"] == ("", 2)
    assert report.faulty == ()
    assert verified(project).faulty == ()


def test_nothing_is_made_again_while_nothing_changes(built: Project) -> None:
    """Not by a build of another engine's name either: an annexe is not printed."""
    before = contents(built.output)
    assert made(run(built)) == set()
    assert contents(built.output) == before


def test_another_annexe_makes_its_packs_again_and_says_why(built: Project) -> None:
    """Diff tells it first; the documents that the program writes stay as they are."""
    new = conformant("Règlement de 2025")
    (built.campaign / "reglement.pdf").write_bytes(new)
    (told,) = diff(built, DiffRequest(), Silence()).documents
    assert (told.kind, told.state, told.reason) == ("annexe-reglement", "replaced", "annexe modifiée")
    assert told.path == f"{FOLDER}-annexe-reglement.pdf"
    assert reasons(run(built)) == {
        "annexe-reglement": "annexe modifiée",
        "pack": "Haveluy, annexe (reglement)",
        "recueil": "Haveluy, dossier relié",
    }
    assert (built.output / f"{FOLDER}-annexe-reglement.pdf").read_bytes() == new


def test_a_pack_that_takes_in_what_does_not_conform_claims_nothing(built: Project) -> None:
    """Nor does the recueil; the bordereau and the manifest say so, the signed act stays beside, blanks are told."""
    accept_unclaimed(built)
    report = run(built, duplex=True, verify=True)
    assert report.faulty == ()
    assert places(built)["annexe-plan"] == ("sans-mention", 3)
    assert places(built)["annexe-acte"] == ("a-cote", 1)
    assert places(built)["pack"][0] == "sans-mention"
    assert report.manifest.recueil is not None
    assert report.manifest.recueil.place == "sans-mention"
    for name in (f"{FOLDER}-pack.pdf", "recueil.pdf"):
        with pikepdf.open(built.output / name) as pack:
            assert not claims(pack)
            assert pack.Root.MarkInfo.Suspects
            assert len(pack.pages) % 2 == 1
    assert any("laissée blanche" in text for text in text_of(built.output / f"{FOLDER}-pack.pdf"))
    bordereau = " ".join(text_of(built.output / f"{FOLDER}-bordereau.pdf"))
    told = "non conforme à PDF/A ou à PDF/UA, ce dont le dossier relié ne porte donc pas la mention"
    assert f"Plan des salles ({told})" in bordereau


def test_a_false_claim_and_a_wrong_composition_are_found(built: Project) -> None:
    """The pack says that it conforms while its annexes are said not to, or holds other annexes than are listed."""
    text = built.manifest.read_text(encoding="utf-8")
    manifest = json.loads(text)
    for one in manifest["documents"]:
        if one["kind"] == "pack":
            one["place"] = "sans-mention"
    built.manifest.write_text(json.dumps(manifest), encoding="utf-8")
    assert [(file.path, [f.check for f in file.failures]) for file in verified(built).faulty] == [
        (f"{FOLDER}-pack.pdf", ["claim"])
    ]
    manifest = json.loads(text)
    for one in manifest["documents"]:
        if one["kind"] == "annexe-plan":
            one["place"] = "sans-mention"
    built.manifest.write_text(json.dumps(manifest), encoding="utf-8")
    assert [(file.path, [f.message for f in file.failures]) for file in verified(built).faulty] == [
        (f"{FOLDER}-pack.pdf", ["2 pages d’annexes au lieu de 5 ; lancez « conventions build »"])
    ]


def test_an_annexe_changed_in_the_output_is_made_again(built: Project) -> None:
    """Verify sees it first."""
    path = built.output / f"{FOLDER}-annexe-plan.pdf"
    path.write_bytes(untagged())
    assert [file.path for file in verified(built).faulty] == [f"{FOLDER}-annexe-plan.pdf"]
    assert reasons(run(built)) == {"annexe-plan": "fichier absent ou modifié à la main"}
    assert path.read_bytes() == PLAN


def test_an_annexe_that_leaves_the_campaign_leaves_the_output(built: Project) -> None:
    """With its file, and its pages leave the pack."""
    text = (built.campaign / "campaign.toml").read_text(encoding="utf-8")
    start = text.index('[[pack.pieces]]\ntype = "annexe"\nmodele = "reglement.pdf"')
    end = text.index("[[pack.pieces]]", start + 1)
    replace(built.campaign / "campaign.toml", text[start:end], "")
    run(built)
    assert not (built.output / f"{FOLDER}-annexe-reglement.pdf").exists()
    assert places(built)["pack"] == ("", 10)


def test_what_lies_beside_the_pack_is_attached_to_the_mail(built: Project) -> None:
    """The one that is in the pack is there."""
    prepare_mails(built, MailRequest(), Silence())
    (path,) = (built.output / MAILS).glob("*.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names[-3:] == [f"{NUMBER}-pack.pdf", f"{NUMBER}-annexe-plan.pdf", f"{NUMBER}-annexe-acte.pdf"]
    assert f"{NUMBER}-annexe-reglement.pdf" not in names


def test_an_annexe_changed_after_the_dossier_left_has_it_sent_again(built: Project) -> None:
    """As a document of the program does."""
    prepare_mails(built, MailRequest(), Silence())
    send(built, SendingRequest(datetime.date(2025, 3, 10)), Silence())
    (built.campaign / "plan.pdf").write_bytes(untagged(pages=2))
    report = run(built)
    assert any("dossier modifié depuis son envoi" in problem.message for problem in report.problems)
    assert [mail.commune for mail in prepare_mails(built, MailRequest(), Silence()).mails] == ["Haveluy"]


def test_what_was_signed_with_the_pack_is_kept_byte_for_byte(built: Project, tmp_path: Path) -> None:
    """In the register and its backups; it comes back although the campaign's own file changed."""
    vote(built)
    run(built)
    sign_haveluy(built)
    before = contents(built.output / "59292-haveluy")
    signature = standing_of(built).signature
    assert signature is not None
    kept = {file.path: file.original for file in signature.files}
    assert original_path(built.register, kept[f"{FOLDER}-annexe-acte.pdf"]).read_bytes() == SIGNED
    assert {one.kind: one.place for one in signature.dossier.documents}["annexe-plan"] == "a-cote"
    (built.campaign / "plan.pdf").write_bytes(untagged())
    shutil.rmtree(built.output)
    report = run(built)
    assert contents(built.output / "59292-haveluy") == before
    told = {outcome.kind: outcome.would_change for outcome in report.outcomes if outcome.state == "frozen"}
    assert told["annexe-plan"] == "annexe modifiée"
    assert verified(built).faulty == ()
    back_up(built.root, BackupRequest(tmp_path / "sauvegarde.zip"), Silence())
    with zipfile.ZipFile(tmp_path / "sauvegarde.zip") as archive:
        inside = [archive.read(name) for name in archive.namelist()]
    assert SIGNED in inside
    assert PLAN in inside


def test_an_annexe_to_sign_is_printed_with_the_originals(built: Project) -> None:
    """What lies beside is to be printed apart."""
    config = built.campaign / "campaign.toml"
    replace(config, 'titre = "Règlement de service"', 'titre = "Règlement de service"\na_signer = true')
    replace(config, 'titre = "Acte signé"', 'titre = "Acte signé"\na_signer = true')
    vote(built)
    run(built, originals=2)
    text = "\n".join(text_of(built.output / "originaux.pdf"))
    assert text.count("Règlement de service") == 2
