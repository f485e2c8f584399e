"""What leaves a doubt about the end of a convention, beside what the law finds: what it replaces, what already left."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.avenants.occasions import taken_back, to_end, to_merge
from generator.inputs.communes import slug
from generator.language.dates import date_longue
from generator.law.endingfacts import CAUSE_NAMES
from generator.law.findings import Finding, warning
from generator.register.endings import Ending
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings


def unchanged(name: str) -> Finding:
    """Return the doubt that a row still says the former commune: its letter would be in that name and that mayor's."""
    return warning(
        "fin",
        "",
        f"la ligne de la commune nouvelle dit encore {name}, le nom de l’ancienne : la lettre est à ce nom, et au maire"
        " que cette ligne donne ; s’ils changent, corrigez-la, puis refaites la lettre avant de l’envoyer"
        f" (conventions build {slug(name)} --force).",
    )


def in_place_of(
    former: Ending, ending: Ending, standings: Standings, convention: Standing, today: datetime.date
) -> Iterator[Finding]:
    """Find what an end that takes the place of another one leaves behind."""
    yield from taken_back(convention, to_end(former))
    if former.ends_on < min(today, ending.ends_on):
        yield warning(
            "dates",
            "",
            f"la convention a pris fin le {date_longue(former.ends_on)} : rien ne la fait revivre ensuite ; ne"
            " repoussez ce jour que s’il était faux.",
        )
    for avenant in standings.documents:
        if isinstance(avenant, AvenantStanding) and avenant.record.convention == convention.number:
            effect = avenant.record.content.effect
            if avenant.state == "cancelled" and former.ends_on < effect <= ending.ends_on:
                yield warning(
                    "avenant",
                    "",
                    f"l’avenant n° {avenant.rank} ({avenant.number}), que la fin du {date_longue(former.ends_on)}"
                    " annulait, le reste ; s’il est encore voulu, redemandez-le (conventions amend).",
                )


def given_up(ending: Ending, today: datetime.date) -> Iterator[Finding]:
    """Find an end of another day than today, which is taken back for other reasons than a slip."""
    if ending.recorded_on is not None and ending.recorded_on < today:
        last = date_longue(ending.ends_on)
        otherwise = "pas ce jour-là" if ending.merges else f"si les deux parties y ont renoncé avant le {last}"
        yield warning(
            "fin",
            "",
            f"{CAUSE_NAMES[ending.cause]} enregistrée le {date_longue(ending.recorded_on)} : elle ne s’annule que si"
            f" elle n’a pas eu lieu, ou {otherwise} ; gardez-en la preuve, et voyez ce qui a été signé, annulé ou"
            " envoyé depuis.",
        )


def letters_left(standings: Standings, convention: Standing, ending: Ending) -> Iterator[Finding]:
    """Find the letters about an end that left: of its convention and of those that took the same merger over."""
    concerned = [one for one in standings.documents if one.number == convention.number or ending in one.inherited]
    for one in concerned:
        yield from taken_back(one, to_merge(one)[ending] if ending.merges else to_end(ending))
