"""A revision made in Word: a copy of a convention, or of its template, in which articles were reworded.

What the copy was made from is known by its number, else by the commune that it names: the text in force or an earlier
one, whichever it is nearer to. The articles that differ from it are the new wordings. Tracked changes count as
accepted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.avenants.articles import Article, articles_of, blocks_of, open_document, read_articles
from generator.avenants.consolidation import VERSION
from generator.avenants.inforce import InForce, in_force
from generator.avenants.tracking import resolve
from generator.dossiers.comparison import compare_words
from generator.errors import DataError, Problem, UnreadableError
from generator.inputs.communes import Commune
from generator.inputs.kinds import CONVENTION
from generator.inputs.revision import ArticleRevision, Paragraph, Revision
from generator.inputs.sources import Sources
from generator.inputs.spoilt import TEMPLATE_TAG
from generator.language.dates import date_longue
from generator.language.places import de
from generator.language.typography import on_one_line, typographie
from generator.project import Project
from generator.register.standings import Standings
from generator.word.controls import fill_controls
from generator.word.wordtext import text_of

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """What a Word file can't say: from when its articles apply, why they change, and whether each council votes."""

    effect: datetime.date
    motif: str
    vote: bool = False


@dataclass(frozen=True, slots=True)
class _Origin:
    """The text that was copied; ``force`` is None for that of the template."""

    text: bytes
    commune: Commune | None = None
    force: InForce | None = None

    @property
    def own(self) -> tuple[str, ...]:
        """The words that are its own, which no other convention says."""
        if self.commune is None or self.force is None:
            return ()
        return self.force.convention.number, self.commune.nom, self.commune.nom_maire


def read_word_revision(
    path: Path, data: bytes, project: Project, sources: Sources, standings: Standings, reason: Reason, named: set[str]
) -> tuple[Revision, tuple[Problem, ...]]:
    """Read the articles that were reworded, for the communes ``named`` by code, or for all that take part.

    What changes beside articles is not taken, and a warning names it. The revision is usable only when no problem is
    an error. Raises DataError when the file can't be read, has no articles or is the copy of no convention in force.
    """
    try:
        edited = resolve(data, "new")
    except UnreadableError as error:
        raise DataError(f"{path.name} : {error.message} ; {error.remedy}.") from error
    origin = _origin(path, edited, project, sources, standings)
    if origin.force:
        day = date_longue(origin.force.signature.signed_on)
        edited = fill_controls(edited, {"signature.date": day})
    before, after = read_articles(origin.text), read_articles(edited)
    changed = _changed(before, after)
    communes = tuple(one.insee for one in sources.participants if not named or one.insee in named)
    alone = origin.commune is not None and communes == (origin.commune.insee,)
    problems = [
        *_missing(path, before, after),
        *_headings(path, before, after),
        *_elsewhere(path, origin.text, edited),
        *(problem for old, new in changed for problem in _own_words(path, origin, old, new, alone=alone)),
    ]
    if not changed:
        problems.append(_error(path, "aucun article ne change", "modifiez la copie, enregistrez-la et recommencez"))
    articles = tuple(
        ArticleRevision(new.number, _paragraphs(new), reason.motif, base=_paragraphs(old)) for old, new in changed
    )
    revised = Revision(path, reason.motif, reason.effect, communes, None, articles, deliberation=reason.vote)
    return revised, tuple(problems)


def _origin(path: Path, edited: bytes, project: Project, sources: Sources, standings: Standings) -> _Origin:
    """Return what the file is a copy of; raises DataError when that is not known."""
    text = " ".join(" ".join(text_of(block) for block in blocks_of(open_document(edited))).split())
    if TEMPLATE_TAG.search(text):
        return _Origin(sources.templates[CONVENTION])
    numbers = {
        commune.insee: standing.number
        for commune in sources.participants
        if (standing := standings.convention(commune.insee))
    }
    found = [commune for commune in sources.participants if numbers.get(commune.insee, "\0") in text]
    found = found or _most_named(text, sources.participants)
    if len(found) != 1:
        raise DataError(
            f"{path.name} : rien ne dit de quelle convention c’est la copie ; partez de la convention consolidée ou "
            "signée d’une commune, et gardez son numéro."
        )
    (commune,) = found
    force = in_force(project, sources.campaign, standings, commune.insee)
    if force is None:
        raise DataError(
            f"{path.name} : c’est la convention {de(commune)}, qui n’est pas encore signée ; partez de celle d’une "
            "commune qui a signé, ou modifiez le modèle de la convention."
        )
    versions = [replace(force, avenants=force.avenants[:count]) for count in range(len(force.avenants), -1, -1)]
    articles = read_articles(edited)
    nearest = min(versions, key=lambda version: len(_changed(version.articles, articles)))
    return _Origin(nearest.text, commune, force)


def _changed(before: Sequence[Article], after: Sequence[Article]) -> list[tuple[Article, Article]]:
    """Return the articles of the same number that differ, as they were and as they are."""
    known = {article.number: article for article in before}
    return [
        (known[article.number], article)
        for article in after
        if article.number in known and _words(article) != _words(known[article.number])
    ]


def _most_named(text: str, communes: Sequence[Commune]) -> list[Commune]:
    """Return the communes that a text names most, with the article that goes with « commune »."""
    counts = {commune.insee: text.count(f"ommune {typographie(de(commune))}") for commune in communes}
    most = max(counts.values(), default=0)
    return [commune for commune in communes if most and counts[commune.insee] == most]


def _missing(path: Path, before: Sequence[Article], after: Sequence[Article]) -> Iterator[Problem]:
    """Note articles that came or went: the file can only reword those that are there."""
    numbers = [[article.number for article in side] for side in (before, after)]
    for number in dict.fromkeys(numbers[0]):
        if numbers[1].count(number) != numbers[0].count(number):
            remedy = "remettez-le avec son intitulé ; pour le supprimer, écrivez « Supprimé. » à la place de son texte"
            yield _error(path, f"l’article {number} n’y est pas une fois", remedy)
    for number in dict.fromkeys(numbers[1]):
        if number not in numbers[0]:
            remedy = "mettez son texte à la fin d’un article existant"
            yield _error(path, f"la convention n’a pas d’article {number}", remedy)


def _headings(path: Path, before: Sequence[Article], after: Sequence[Article]) -> Iterator[Problem]:
    known = {article.number: article.heading for article in before}
    for article in after:
        heading = known.get(article.number, article.heading)
        if on_one_line(heading) != on_one_line(article.heading):
            yield _ignored(path, f"l’intitulé « {heading} »")


def _elsewhere(path: Path, before: bytes, after: bytes) -> Iterator[Problem]:
    """Note each passage that differs before the first article and after the last."""
    old, new = ({on_one_line(text): text for text in _outside(docx)} for docx in (before, after))
    for plain, text in (old | new).items():
        if (plain in old) != (plain in new):
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
            yield _ignored(path, f"le passage « {shown} »")


def _outside(docx: bytes) -> Iterator[str]:
    package = open_document(docx)
    blocks = blocks_of(package)
    inside = {place for article in articles_of(package) for place in (article.blocks.start - 1, *article.blocks)}
    for place, block in enumerate(blocks):
        text = " ".join(text_of(block).split())
        if text and place not in inside and not text.startswith(VERSION):
            yield text


def _own_words(path: Path, origin: _Origin, old: Article, new: Article, *, alone: bool) -> Iterator[Problem]:
    """Note a new wording that names what is one commune's own, when it is to apply to others."""
    coming = " ".join(segment.text for segment in compare_words(_text(old), _text(new)) if segment.mark == "+")
    if TEMPLATE_TAG.search(coming):
        remedy = "écrivez les mots eux-mêmes"
        yield _error(path, f"l’article {new.number} reçoit une balise de modèle", remedy)
    for words in origin.own:
        if not alone and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", coming):
            message = (
                f"la nouvelle rédaction de l’article {new.number} dit « {words} », qui ne vaut que pour une commune"
            )
            remedy = "écrivez « la Commune » ou « la convention », ou ne nommez que cette commune dans la commande"
            yield _error(path, message, remedy)


def _words(article: Article) -> list[tuple[str, int]]:
    return [(on_one_line(alinea.text), alinea.level) for alinea in article.alineas]


def _text(article: Article) -> str:
    return on_one_line("\n".join(alinea.text for alinea in article.alineas))


def _paragraphs(article: Article) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(alinea.text, alinea.level) for alinea in article.alineas)


def _error(path: Path, message: str, remedy: str) -> Problem:
    return Problem("error", message, remedy, path.name)


def _ignored(path: Path, what: str) -> Problem:
    remedy = "un avenant ne récrit que des articles ; si ce changement est voulu, faites un nouvel acte"
    return Problem("warning", f"{what} diffère : ce n’est pas repris", remedy, path.name)
