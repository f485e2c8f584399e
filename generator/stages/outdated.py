"""E-mails that a build makes out of date: drafts that leave the output, and dossiers that are to be sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.delivery.drafts import SUFFIXES
from generator.dossiers.outcomes import Outcome
from generator.errors import Problem
from generator.language.agreement import named
from generator.project import MAILS, Project
from generator.register.standings import Standings


def leading(name: str) -> list[str]:
    """Return all that may be the number at the beginning of a file's name: what stands before each of its hyphens."""
    words = name.split("-")
    return ["-".join(words[:count]) for count in range(1, len(words))]


def outdated_drafts(outcomes: Iterable[Outcome], project: Project) -> dict[str, list[Path]]:
    """Return the e-mail drafts, with their archives, of dossiers that a build makes again, by number.

    One whose words are the same, printed by another engine, can still leave as it is.
    """
    outcomes = [one for one in outcomes if one.group in ("document", "pack") and one.state != "unchanged"]
    reprinted = {one.number for one in outcomes if one.reprinted}
    changed = [one for one in outcomes if not one.reprinted and not (one.group == "pack" and one.number in reprinted)]
    made = [path for path in sorted((project.output / MAILS).glob("*")) if path.suffix in SUFFIXES and path.is_file()]
    found: dict[str, list[Path]] = {}
    for path in made:
        for number in leading(path.name):
            found.setdefault(number, []).append(path)
    return {number: found[number] for number in dict.fromkeys(one.number for one in changed) if number in found}


def about_mails(outcomes: Sequence[Outcome], standings: Standings, project: Project) -> Iterator[Problem]:
    """Tell which drafts a build takes away, and which dossiers changed since they left; asked before it does."""
    names = {one.number: one.commune for one in outcomes}
    drafts = [names[number] for number in outdated_drafts(outcomes, project)]
    if drafts:
        message = f"brouillon de courriel périmé, car le dossier est refait ({named(drafts)})"
        yield Problem("warning", message, "la fabrication le retire ; refaites-le : conventions mail", f"{MAILS}/")
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
        message = f"dossier modifié depuis son envoi ({named(list(resend.values()))})"
        yield Problem("warning", message, "il reste à renvoyer : conventions mail", f"{MAILS}/")
