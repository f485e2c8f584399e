"""E-mails that are out of date: drafts that leave the output, and dossiers that are to be sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.avenants.occasions import due_letters
from generator.dossiers.outcomes import Outcome
from generator.dossiers.reasons import of_the_draft, shorten
from generator.dossiers.records import Inputs
from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.language.agreement import named
from generator.project import MAIL_SUFFIXES, MAILS, Project
from generator.refusals import removing
from generator.register.standing import Standing
from generator.register.standings import Standings, read_standings


def leading(name: str) -> list[str]:
    """Return all that may be the number at the beginning of a file's name: what stands before each of its hyphens."""
    words = name.split("-")
    return ["-".join(words[:count]) for count in range(1, len(words))]


def outdated_drafts(outcomes: Iterable[Outcome], project: Project) -> dict[str, list[Path]]:
    """Return the e-mail drafts, with their archives, of what a build makes again, by number.

    One whose words are the same, printed by another engine, can still leave as it is. A signed dossier stays, and so do
    the drafts of its letters, but that of a letter which is made again.
    """
    outcomes = [one for one in outcomes if one.group in ("document", "pack") and one.state != "unchanged"]
    signed = {one.number for one in outcomes if one.state == "frozen"}
    reprinted = {one.number for one in outcomes if one.reprinted}
    changed: dict[str, list[str]] = {}
    for one in outcomes:
        if one.state != "frozen" and not (one.reprinted or (one.group == "pack" and one.number in reprinted)):
            changed.setdefault(one.number, []).append(f"-{one.kind}")
    found: dict[str, list[Path]] = {number: [] for number in changed}
    for path in _drafts(project):
        for number in leading(path.name):
            if number in changed and (number not in signed or path.stem.endswith(tuple(changed[number]))):
                found[number].append(path)
    return {number: drafts for number, drafts in found.items() if drafts}


def withdraw_spent(project: Project, campaign: str, insee: str = "") -> None:
    """Remove the drafts of signed acts that ask for what is done, and those of letters about what is no more.

    Those of one commune, of all when none is named. Raises RegisterError, OutputError.
    """
    drafts = _drafts(project)
    if not drafts:
        return
    documents = read_standings(project.register, campaign).documents
    known = {one.number: one for one in documents if insee in ("", one.insee)}
    spent = [
        path
        for path in drafts
        for number in leading(path.name)
        if number in known and not _stands(path.stem, known[number])
    ]
    with removing():
        for path in spent:
            path.unlink()


def _stands(name: str, standing: Standing) -> bool:
    """Tell whether a draft can still leave: of a signed act the letters alone, as they were made last."""
    letter = next((one.kind for one in standing.mailings if one.letter and name.endswith(f"-{one.kind}")), "")
    if standing.state == "signed":
        return letter in {due.occasion.kind for due in due_letters(standing) if due.ready}
    return not letter


def _drafts(project: Project) -> list[Path]:
    """Return the files of e-mail drafts."""
    return [
        path for path in sorted((project.output / MAILS).glob("*")) if path.suffix in MAIL_SUFFIXES and path.is_file()
    ]


def about_votes(
    outcomes: Sequence[Outcome], before: Inputs, now: Inputs, standings: Standings, campaign: Campaign
) -> Iterator[Problem]:
    """Tell that what is to be signed is made again with other clauses than those on which the council voted."""
    pieces = [piece for piece in campaign.pieces if piece.a_signer and piece.templated]
    changed = of_the_draft(before, now, [piece.model for piece in pieces])
    kinds = {piece.kind for piece in pieces}
    voted = {one.number for one in standings.documents if one.deliberation and not one.rank and not one.signature}
    made = {one.number: one.commune for one in outcomes if one.state == "built" and one.kind in kinds}
    names = [commune for number, commune in made.items() if number in voted]
    if changed and names:
        yield Problem(
            "warning",
            f"ce qui est à signer a changé depuis la délibération ({named(names)}) : {shorten(changed)}",
            "avant la signature, vérifiez que la délibération s’étend à ce changement, ou demandez-en une autre "
            "(CGCT, art. L. 2121-29)",
        )


def about_mails(outcomes: Sequence[Outcome], standings: Standings, project: Project) -> Iterator[Problem]:
    """Tell which drafts a build takes away, and which dossiers changed since they left; asked before it does."""
    names = {one.number: one.commune for one in outcomes}
    drafts = [names[number] for number in outdated_drafts(outcomes, project)]
    if drafts:
        stale, them = "brouillon de courriel périmé, car le dossier est refait", "le"
        if drafts[1:]:
            stale, them = "brouillons de courriel périmés, car les dossiers sont refaits", "les"
        remedy = f"la fabrication {them} retire ; refaites-{them} : conventions mail"
        yield Problem("warning", f"{stale} ({named(drafts)})", remedy, f"{MAILS}/")
    sent = {one.number: one.sending for one in standings.documents}
    resend = {
        one.number: one.commune
        for one in outcomes
        if one.state == "built"
        and not (one.record is None and one.reprinted)
        and (mailing := sent.get(one.number)) is not None
        and one.kind in mailing.files
        and (one.record is None or one.record.files[0].sha256 != mailing.files[one.kind].sha256)
    }
    if resend:
        changed, left = "dossier modifié depuis son envoi", "il reste"
        if len(resend) > 1:
            changed, left = "dossiers modifiés depuis leur envoi", "ils restent"
        message = f"{changed} ({named(list(resend.values()))})"
        yield Problem("warning", message, f"{left} à renvoyer : conventions mail", f"{MAILS}/")
