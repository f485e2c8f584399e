"""The command that begins a campaign, with what is known of its convention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from generator.console.options import (
    DATE,
    Words,
    json_option,
    number_option,
    refuse_without,
    root_option,
    verbose_option,
)
from generator.console.terminal import show_report
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.progress import Silence
from generator.runs.campaigns import new as new_run
from generator.runs.campaigns.answers import EPCI, NOTICE, SIGNATORY, Answers
from generator.runs.campaigns.clauses import ARTICLES, OFFERED, USUAL
from generator.runs.campaigns.new import NewReport, NewRequest

_LISTED = ", ".join(f"{name} ({ARTICLES[name].title})" for name in OFFERED)


@click.command(cls=FrenchHelp)
@click.argument("name", metavar="CAMPAGNE")
@root_option("Dossier du projet, ou dossier vide où en commencer un ; par défaut le dossier courant.")
@click.option(
    "--from",
    "follows",
    default="",
    metavar="CAMPAGNE",
    help="Prépare la convention suivante : mêmes modèles, mêmes communes, mêmes créneaux ; année et dates à compléter.",
)
@click.option("--title", default="", metavar="TEXTE", help="Titre de la convention, sans le nom des parties.")
@click.option("--object", "purpose", default="", metavar="TEXTE", help="Son objet, en quelques mots.")
@click.option(
    "--epci",
    multiple=True,
    metavar="CLÉ=VALEUR",
    help=f"Avec qui : ce que l’EPCI a de différent ; les clés sont {', '.join(EPCI)}.",
)
@click.option("--term", type=DATE, metavar="DATE", help="Son dernier jour ; par défaut la fin de l’année prochaine.")
@number_option(
    "--renewal",
    0,
    600,
    "Reconduite tacitement, par périodes de MOIS mois ; par défaut elle ne l’est pas.",
    default=0,
    metavar="MOIS",
)
@number_option(
    "--notice",
    1,
    600,
    f"Avec --renewal : préavis d’une dénonciation ; par défaut {NOTICE} mois.",
    default=NOTICE,
    metavar="MOIS",
)
@click.option(
    "--signatory",
    multiple=True,
    metavar="CLÉ=VALEUR",
    help=f"Qui signe pour l’EPCI ; les clés sont {', '.join(SIGNATORY)}.",
)
@click.option("--act", default="", metavar="NUMÉRO", help="Délibération de l’EPCI qui autorise à signer.")
@click.option("--act-date", "act_on", type=DATE, metavar="DATE", help="Date de cette délibération.")
@click.option(
    "--commune", "communes", multiple=True, metavar="COMMUNE", help="Une commune qui participe ; par défaut toutes."
)
@click.option("--planning/--no-planning", default=True, help="Avec ou sans planning d’interventions.")
@click.option(
    "--article",
    "articles",
    type=Words(OFFERED),
    multiple=True,
    metavar="ARTICLE",
    help=f"Un article de la convention, parmi {_LISTED} ; par défaut {', '.join(USUAL)}. Objet, durée, modification "
    "et litiges y sont toujours, le planning s’il y en a un.",
)
@json_option
@verbose_option
def new(
    root: Path,
    name: str,
    follows: str,
    epci: tuple[str, ...],
    signatory: tuple[str, ...],
    articles: tuple[str, ...],
    as_json: bool,
    **known: Any,
) -> None:
    """Crée une petite campagne à compléter : campaign.toml commenté et tous les modèles.

    CAMPAGNE nomme son dossier dans templates/. Dans un dossier vide, un exemple de communes.csv est créé aussi.
    Les options disent ce que vous savez déjà de la convention ; le reste est « à compléter », et rien n’est fabriqué
    ni numéroté tant qu’il en reste.
    """
    if not follows:
        refuse_without(("--renewal",), "--notice")
    own, signer = _keyed("--epci", epci), _keyed("--signatory", signatory)
    answers = Answers(epci=own, signatory=signer, articles=articles or USUAL, **known)
    report = new_run.run(root, NewRequest(name, follows, answers=answers), Silence())
    show_report(report, _told(report, name), as_json=as_json)


def _told(report: NewReport, name: str) -> Iterator[str]:
    """Say what was made of a campaign, where its content comes from, and what is left to complete."""
    yield f"Campagne créée : {report.folder}"
    if report.communes:
        yield f"Exemple de communes.csv : {report.communes}, une commune ; remplacez-la par les vôtres."
    if report.follows:
        yield f"Les modèles, les communes et les créneaux sont ceux de la campagne {report.follows}."
    elif report.model == report.planning != "":
        yield f"L’EPCI et les règles du planning sont ceux de la campagne {report.model}."
    else:
        for taken, campaign in (
            ("L’EPCI est celui", report.model),
            ("Les règles du planning sont celles", report.planning),
        ):
            if campaign:
                yield f"{taken} de la campagne {campaign}."
    if report.unwritten:
        yield f"{'Restent' if report.unwritten[1:] else 'Reste'} à compléter : {', '.join(report.unwritten)}."
    for one in report.left:
        yield f"Reste à compléter : {one.file}, {one.place} : {one.message}."
    yield f"Complétez templates/{name}/campaign.toml, puis lancez « conventions check --campaign {name} »."


def _keyed(option: str, given: Sequence[str]) -> dict[str, str]:
    """Return « CLÉ=VALEUR » options as a mapping. Raises UsageError."""
    found = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals:
            raise UsageError(f"{option} {one} : écrivez CLÉ=VALEUR.")
        found[key.strip()] = value
    return found
