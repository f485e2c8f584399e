"""The summary of a build, in French: what was made and why, what failed, where the files are, how long it took."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.console.terminal import say
from generator.dossiers.movements import Movement, movement_lines
from generator.dossiers.outcomes import VOLUMES, Outcome, volume_of
from generator.dossiers.reasons import shorten
from generator.language.agreement import named, plural
from generator.language.lists import enumeration
from generator.project import Project
from generator.runs.making.engines import called

if TYPE_CHECKING:  # what reports are made by is loaded by those who make them
    from generator.runs.life.amend import AmendReport
    from generator.runs.making.buildreport import BuildReport
    from generator.runs.making.verify import VerifiedFile

#: How a rehearsal ends.
NOTHING_WRITTEN = "Rien n’a été écrit (--dry-run)."
_SHOWN = 5
_VERDICTS = {
    "amended": "Avenant",
    "unchanged": "Sans avenant",
    "unsigned": "Pas encore signée",
    "waiting": "En attente",
}


def teller(*, silent: bool) -> Callable[[Sequence[Movement]], None]:
    """Return what tells the movements of a run on standard error before it writes; it says nothing when ``silent``."""

    def tell(found: Sequence[Movement]) -> None:
        for line in () if silent else movement_lines(found):
            say(f"  {line}", error=True)

    return tell


def summarise(report: BuildReport, project: Project, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines of the summary."""
    built = [outcome for outcome in report.outcomes if outcome.state == "built"]
    yield from _made(built, dry_run)
    yield from _originals(report, dry_run=dry_run)
    yield from _frozen(report)
    yield from _marked(report, dry_run=dry_run)
    yield from (f"  Échec — {outcome.name} : {outcome.reason}" for outcome in report.failed)
    yield from verification_lines(report.faulty)
    unchanged, frozen = (sum(one.state == state for one in report.outcomes) for state in ("unchanged", "frozen"))
    done = "à faire" if dry_run else plural(len(built), "fichier fait", "fichiers faits")
    yield (
        f"{f'{len(built)} {done}' if dry_run else done}, {plural(unchanged, 'inchangé', 'inchangés')}, "
        + (f"{plural(frozen, 'figé par une signature', 'figés par une signature')}, " if frozen else "")
        + f"{plural(len(report.failed), 'échec', 'échecs')}, "
        f"{plural(len(report.problems), 'avertissement', 'avertissements')}."
    )
    if dry_run:
        yield NOTHING_WRITTEN
        return
    numbers = sorted({record.number for record in report.manifest.documents}, key=_by_figures)
    if numbers:
        several = f"Numéros : {numbers[0]} à {numbers[-1]} ({len(numbers)} dossiers)"
        yield several if numbers[1:] else f"Numéro : {numbers[0]} (1 dossier)"
    yield f"Dossiers : {project.output}"
    yield _recueil(report, project)
    if report.manifest.originals:
        yield f"Originaux à signer : {project.output / report.manifest.originals.files[0].path}"
    if report.manifest.outdated:
        yield (
            f"  Dépassés — {', '.join(report.manifest.outdated)} : refaits ou retirés depuis l’impression des "
            "originaux ; ne les signez pas, relancez avec --originals N"
        )
    yield f"PDF : {called(report.manifest)}"
    if report.manifest.engine_name == "embedded":
        yield "  (Sans LibreOffice, une page peut commencer quelques lignes plus haut ou plus bas.)"
    yield "Durée : " + ", ".join(f"{stage.value} {seconds(value)}" for stage, value in report.timings.items())


def _by_figures(number: str) -> list[str | int]:
    """Return by what numbers are sorted: the thousandth comes after the 999th."""
    return [int(part) if part.isdecimal() else part for part in re.split("([0-9]+)", number)]


def _recueil(report: BuildReport, project: Project) -> str:
    """Return where the recueil is, and how thick."""
    files = [volume.files[0] for volume in report.manifest.volumes]
    if not files:
        return "Recueil : pas fait, car il manque des dossiers reliés"
    pages = plural(sum(file.pages or 0 for file in files), "page")
    if len(files) == 1:
        return f"Recueil : {project.output / files[0].path} ({pages})"
    return f"Recueil : de {project.output / files[0].path} à {files[-1].path} ({len(files)} volumes, {pages})"


def _originals(report: BuildReport, *, dry_run: bool) -> Iterator[str]:
    """Yield that the originals to sign take the place of others, and the dossiers of which there are none and why."""
    kind = report.manifest.originals.kind if report.manifest.originals else ""
    if any(one.kind == kind and one.state == "built" and one.reason != "nouveau" for one in report.outcomes):
        yield f"  Les originaux à signer {'remplaceraient' if dry_run else 'remplacent'} ceux du fichier précédent."
    reasons: dict[str, list[str]] = {}
    for dossier in report.left_out:
        reasons.setdefault(dossier.unready, []).append(dossier.commune.nom)
    yield from (f"  Sans originaux — {', '.join(names)} : {reason}" for reason, names in reasons.items())
    if reasons:
        yield "  (--even-incomplete les imprime quand même.)"


def decision_lines(report: AmendReport) -> Iterator[str]:
    """Yield what was decided for each commune: who is amended and why, then who is not, reason by reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for decision in report.decisions:
        reasons.setdefault((decision.verdict, decision.reason), []).append(decision.commune.called)
    ordered = sorted(reasons.items(), key=lambda item: item[0][0] != "amended")
    for (verdict, reason), names in ordered:
        yield f"  {_VERDICTS[verdict]} — {named(names)} : {reason}"
    amended = [(decision.commune, decision.wanted) for decision in report.decisions if decision.wanted]
    concerned = "concernée" if len(amended) < 2 else "concernées"
    yield f"{plural(len(amended), 'commune', 'communes')} sur {len(report.decisions)} {concerned} par un avenant."
    numbered = {one.insee for one in report.build.outcomes if one.reason == "nouveau"}
    years = sorted({wanted.content.effect.year for commune, wanted in amended if commune.insee in numbered})
    if years:  # a number that was given stays when the day of effect moves
        yield f"Le numéro d’un avenant porte l’année de son effet : {', '.join(map(str, years))}."


def verification_lines(files: Iterable[VerifiedFile]) -> Iterator[str]:
    """Yield what is wrong, file by file."""
    for file in files:
        for failure in file.failures[:_SHOWN]:
            yield f"  Contrôle — {file.path} : {failure.message} ({failure.check}, {failure.rule})"
        if len(file.failures) > _SHOWN:
            others = plural(len(file.failures) - _SHOWN, "autre défaut", "autres défauts")
            yield f"  Contrôle — {file.path} : et {others}"


def seconds(value: float) -> str:
    """Return a duration as « 3,2 s »."""
    return f"{value:.1f}".replace(".", ",") + " s"


def _frozen(report: BuildReport) -> Iterator[str]:
    """Yield what would have changed in signed documents, once for the documents of a dossier."""
    told: dict[tuple[str, str], list[str]] = {}
    for outcome in report.outcomes:
        if outcome.would_change:
            told.setdefault((outcome.commune, outcome.told), []).append(outcome.said)
    yield from (f"  Figé — {commune} ({', '.join(kinds)}) : {reason}" for (commune, reason), kinds in told.items())


def _marked(report: BuildReport, *, dry_run: bool) -> Iterator[str]:
    """Yield the dossiers that wait for nothing but signatures from now on, and those that wait for something again."""
    if report.completed:
        yield f"  {'À compléter' if dry_run else 'Complété'} — {named(report.completed)}"
    if report.reopened:
        yield f"  {'Ne serait plus complet' if dry_run else 'N’est plus complet'} — {named(report.reopened)}"


def _counted(communes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the kinds of document; of one that only some of the communes have, for how many it holds."""
    for kind in dict.fromkeys(kind for kinds in communes.values() for kind in kinds):
        holders = sum(kind in kinds for kinds in communes.values())
        yield kind if holders == len(communes) else f"{kind} pour {holders}"


def _made(built: list[Outcome], dry_run: bool) -> Iterator[str]:
    """Yield one line per reason, with the communes it holds for, then what was merged again."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for outcome in built:
        if outcome.group == "document":
            reasons.setdefault(outcome.reason, {}).setdefault(outcome.commune, []).append(outcome.said)
    verb = "À faire" if dry_run else "Fait"
    for reason, communes in reasons.items():
        names = shorten(list(communes)) if len(communes) < 5 else f"{len(communes)} communes"
        yield f"  {verb} — {names} ({', '.join(_counted(communes))}) : {reason}"
    packs = sum(outcome.group == "pack" for outcome in built)
    volumes: dict[str, list[int]] = {}
    for kind, rank in (volume_of(outcome.kind) for outcome in built if outcome.group == "volume"):
        volumes.setdefault(kind, []).append(rank)
    parts = [plural(packs, "dossier relié", "dossiers reliés")] * bool(packs)
    parts += [f"{name}{_ranks(volumes[kind])}" for kind, name in VOLUMES.items() if kind in volumes]
    if parts:
        yield f"  {verb} — {enumeration(parts)}"
    yield from (f"  {verb} — {found.name} : {found.reason}" for found in built if found.group == "report")


def _ranks(volumes: Sequence[int]) -> str:
    """Say which volumes: nothing of the first alone, which may be the only one."""
    if len(volumes) > 1:
        return f" ({len(volumes)} volumes)"
    return "" if volumes[0] == 1 else f" (volume {volumes[0]})"
