"""What the new wording of an article says of the convention's duration, held against the term that its avenant gives.

A term moves where ``nouveau_terme`` moves it: plannings, letters and the follow-up never read an article for it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.avenants.articles import Article
from generator.avenants.inforce import InForce
from generator.errors import Problem
from generator.intake.terms import stated_terms
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.law.duration import Reconduction
from generator.minutes.writtendates import dates
from generator.papers.letters import fold, fold_line
from generator.register.avenantcontent import ArticleWording, AvenantContent

_STOP = re.compile(r"(?<=[.;])\s+|\n")
#: What the heading of an article of duration says, folded.
_HEADING = re.compile(r"\b(?:duree|terme|echeance|prorogation)\b")
#: A sentence on how long the convention lasts, which may give no day.
_LASTS = re.compile(
    r"\b(?:pour|d'|a) une (?:duree|periode)\b|\bduree (?:totale )?de (?:la|cette) (?:presente )?convention\b"
)
_RENEWAL = re.compile(r"\brecondu|\bdenonc|\bpreavis\b|\btacite")
#: « gone »: the article says the term in force no more; « reworded »: it words the duration otherwise, without a day;
#: « beyond »: it names a last day after the term; « other »: another last day than the new term; « renewal »: it words
#: the tacit renewal or the denunciation otherwise.
Doubt = Literal["gone", "reworded", "beyond", "other", "renewal"]


@dataclass(frozen=True, slots=True)
class DurationDoubt:
    """What is doubtful in one article; ``day`` is the last day that its new wording names, None without any.

    ``term`` is the one that holds, the new one when there is one; ``clause`` the tacit renewal that holds.
    """

    what: Doubt
    article: str
    term: datetime.date
    clause: Reconduction
    day: datetime.date | None = None

    def as_problem(self, communes: Sequence[str], file: str, *, in_word: bool) -> Problem:
        """Return the warning on it; ``file`` asks for the avenant, a revision ``in_word`` can give no term."""
        article, term = f"l’article {self.article} récrit", date_longue(self.term)
        day = f"« {date_longue(self.day)} »" if self.day else ""
        keeps = f"le registre, les plannings et les lettres gardent le terme du {term}"
        where = "nouveau_terme à une révision .toml (une révision Word ne peut pas le dire)" if in_word else ""
        add = f"ajoutez {where or f'nouveau_terme{_toml(self.day)} à la révision'}"
        untold = "et la révision ne donne pas nouveau_terme"
        message, remedy = {
            "gone": (
                f"{article} {f'dit {day}' if day else f'ne dit plus le terme du {term}'}, {untold} : {keeps}",
                f"{add}, ou gardez ce terme dans l’article",
            ),
            "reworded": (f"{article} dit la durée, {untold} : {keeps}", f"si le dernier jour change, {add}"),
            "beyond": (f"{article} va jusqu’au {day}, {untold} : {keeps}", f"{add}, ou corrigez l’article"),
            "other": (
                f"{article} ne dit pas le nouveau terme, {term}{f', mais {day}' if day else ''} : l’avenant se"
                " contredirait",
                "corrigez l’article, ou nouveau_terme",
            ),
            "renewal": (
                f"{article} change ce qui est dit de la reconduction ou de la dénonciation : le programme compte encore"
                f" {_counted(self.clause)}",
                "vérifiez ces dates vous-même : une révision ne change pas ce compte",
            ),
        }[self.what]
        return Problem("warning", f"{message} ({named(communes)})", remedy, file)


def doubts_of_duration(force: InForce, content: AvenantContent) -> Iterator[DurationDoubt]:
    """Yield where the new wordings of an avenant and the term that it gives, or leaves in force, don't agree."""
    clause = force.duration.reconduction
    former = {article.number: article for article in force.articles}
    for wording in content.articles:
        article = former[wording.number]
        if doubt := _of_term(force, content, article, wording):
            yield doubt
        if _sentences(_before(article), _RENEWAL) != _sentences(_after(wording), _RENEWAL):
            yield DurationDoubt("renewal", wording.number, content.term or force.written_term, clause)


def says_duration(article: Article, wording: ArticleWording, term: datetime.date) -> bool:
    """Tell whether a new wording is that of the article of duration: by its heading, or by the new term."""
    return _is_headed(article) or term in _days(_after(wording))


def _of_term(
    force: InForce, content: AvenantContent, article: Article, wording: ArticleWording
) -> DurationDoubt | None:
    """Return what is doubtful of the last day that one article says."""
    before, after = _before(article), _after(wording)
    written, said = force.written_term, force.written_term in _days(before)
    kept = set(_last_days(before)) - {written}
    last = [day for day in _last_days(after) if day not in kept]
    about = said or _is_headed(article)
    if content.term is not None:
        later = [day for day in last if day > content.term]
        other = last if about and content.term not in last else later
        silent = said and content.term not in _days(after)
        return _doubt("other", force, article, content.term, other) if other or silent else None
    other = [day for day in last if day != written]
    if (about and other) or (said and written not in _days(after)):
        return _doubt("gone", force, article, written, other)
    beyond = [day for day in other if day > force.duration.term_on(content.effect)]
    if beyond:
        return _doubt("beyond", force, article, written, beyond)
    lasting = _sentences(before, _LASTS) != _sentences(after, _LASTS)
    silent = not (said or written in _days(after))
    return _doubt("reworded", force, article, written, ()) if silent and (about or lasting) else None


def _doubt(
    what: Doubt, force: InForce, article: Article, term: datetime.date, days: Sequence[datetime.date]
) -> DurationDoubt:
    return DurationDoubt(what, article.number, term, force.duration.reconduction, days[0] if days else None)


def _toml(day: datetime.date | None) -> str:
    return f" = {day.isoformat()}" if day else ""


def _counted(clause: Reconduction) -> str:
    if not clause.renews:
        return "sans reconduction"
    return f"des périodes de {clause.duree_mois} mois, et une dénonciation {clause.preavis_mois} mois avant le terme"


def _is_headed(article: Article) -> bool:
    return _HEADING.search(fold(article.heading)) is not None


def _before(article: Article) -> str:
    return _plain(alinea.text for alinea in article.alineas)


def _after(wording: ArticleWording) -> str:
    return _plain(text for text, _ in wording.alineas)


def _plain(alineas: Iterable[str]) -> str:
    """Return a text folded, an alinéa a line."""
    return "\n".join(fold_line(alinea) for alinea in alineas)


def _days(text: str) -> list[datetime.date]:
    """Return the days that a folded text surely says."""
    return [read.value for read in dates(text) if read.value and not read.why]


def _last_days(text: str) -> list[datetime.date]:
    """Return those that it gives as the last."""
    stated = (one for line in text.split("\n") for one in stated_terms(line) if one.kind == "until")
    return [one.value for one in stated if isinstance(one.value, datetime.date)]


def _sentences(text: str, about: re.Pattern[str]) -> list[str]:
    return [sentence for sentence in _STOP.split(text) if about.search(sentence)]
