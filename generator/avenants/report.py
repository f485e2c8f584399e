"""The report of an evaluation: the whole on its first pages, then one page a commune.

What templates see is in frozen models, filled from the checked inputs alone: no figure is estimated, and a commune
without a row has none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Any

from generator.avenants.facts import Facts, SlotChange
from generator.inputs.communes import Commune, slug
from generator.inputs.evaluation import Evaluation, EvaluationRow, Figures
from generator.inputs.kinds import EVALUATION
from generator.language.numbers import nombre
from generator.language.typography import NBSP, typographie
from generator.rendering.fields import Fields, as_seen
from generator.rendering.groups import CommuneSheet, Medians, Report
from generator.rendering.pictures import Picture, with_pictures
from generator.rendering.rendering import Renderer

_COUNTED = tuple(field.name for field in dataclasses.fields(Figures))


def report_context(
    facts: Facts, evaluation: Evaluation, communes: Sequence[Commune], changes: Mapping[str, SlotChange]
) -> dict[str, Any]:
    """Return what the template of the report can name; ``render_report`` adds the charts, the renderer the logo.

    ``evaluation`` is usable; ``communes`` are those that take part, each with the slot in force, in the order of the
    pages.
    """
    report = make_report(facts, evaluation, communes, changes)
    return facts.groups | {"rapport": as_seen("rapport", report)}


def make_report(
    facts: Facts, evaluation: Evaluation, communes: Sequence[Commune], changes: Mapping[str, SlotChange]
) -> Report:
    """Return the figures of the report; see ``report_context``."""
    rows = evaluation.by_insee
    totals = evaluation.totals
    helped = _median(row.accompagnements for row in evaluation.rows) if len(rows) > 1 else None
    return Report(
        **dataclasses.asdict(totals),
        periode=evaluation.periode,
        evaluees=len(rows),
        sans_evaluation=sum(commune.insee not in rows for commune in communes),
        changements=sum(commune.insee in changes for commune in communes),
        taux=rate(totals),
        medianes=_medians(evaluation.rows),
        communes=tuple(
            _sheet(commune, rows.get(commune.insee), changes.get(commune.insee), facts.mediateurs, helped)
            for commune in communes
        ),
    )


def render_report(
    renderer: Renderer,
    facts: Facts,
    evaluation: Evaluation,
    communes: Sequence[Commune],
    changes: Mapping[str, SlotChange],
) -> bytes:
    """Return the DOCX of the report, charts included; ``renderer`` knows its template as ``EVALUATION``.

    Raises TemplateError as ``Renderer.render`` does.
    """
    context = report_context(facts, evaluation, communes, changes)
    pictures = _charts(evaluation, communes)
    context["graphiques"] = [Fields("graphique", {"image": picture}) for picture in pictures]
    docx = renderer.render(EVALUATION, context, f"évaluation {evaluation.periode}", date=facts.date)
    return with_pictures(docx, pictures)


def rate(figures: Figures) -> str:
    """Return the part of the half-days planned that were held, « 94,3 % »; "" when none was planned.

    Rounded to a tenth; « 100 % » and « 0 % » are said only when they are exact.
    """
    held, planned = figures.permanences_tenues, figures.permanences_prevues
    if not planned:
        return ""
    return _percentage(Fraction(100 * held, planned))


def _percentage(part: Fraction) -> str:
    tenths = int(part * 10 + Fraction(1, 2))
    if part < 100:
        tenths = min(tenths, 999)
    if part > 0:
        tenths = max(tenths, 1)
    whole, rest = divmod(tenths, 10)
    return f"{nombre(whole)}{f',{rest}' if rest else ''}{NBSP}%"


def _median(values: Iterable[int]) -> Fraction:
    return median([Fraction(value) for value in values] or [Fraction(0)])


def _medians(rows: Sequence[EvaluationRow]) -> Medians:
    counts = {name: _figures(_median(getattr(row, name) for row in rows)) for name in _COUNTED}
    rates = [Fraction(100 * row.permanences_tenues, row.permanences_prevues) for row in rows if row.permanences_prevues]
    return Medians(**counts, taux=_percentage(median(rates)) if rates else "")


def _figures(value: Fraction) -> str:
    """Return a median of whole numbers: « 29 », « 29,5 »."""
    whole, half = divmod(value, 1)
    return nombre(int(whole)) + (",5" if half else "")


def _sheet(
    commune: Commune,
    row: EvaluationRow | None,
    change: SlotChange | None,
    mediators: Mapping[str, str],
    helped: Fraction | None,
) -> CommuneSheet:
    return CommuneSheet(
        nom=commune.nom,
        tncc=commune.tncc,
        qualite=commune.qualite,
        periode=row.periode if row else "",
        **{name: getattr(row, name) if row else None for name in _COUNTED},
        taux=rate(row) if row else "",
        position=_position(row.accompagnements, helped) if row and helped is not None else "",
        observations=row.observations if row else "",
        creneau=commune.slot and commune.slot.named(mediators),
        nouveau_creneau=change.nouveau.named(mediators) if change else None,
        date_effet=change.date_effet if change else None,
        avenant=change.avenant if change else "",
    )


def _position(value: int, helped: Fraction) -> str:
    if value == helped:
        return "à la médiane"
    return "au-dessus de la médiane" if value > helped else "au-dessous de la médiane"


def _charts(evaluation: Evaluation, communes: Sequence[Commune]) -> list[Picture]:
    """Return the charts of the accompagnements, the most first, on one scale."""
    # Only a report is drawn: other commands need not load Pillow.
    from generator.avenants.chart import Bar, draw_chart, sheets

    rows = evaluation.by_insee
    evaluated = sorted(
        (commune for commune in communes if commune.insee in rows),
        key=lambda commune: (-rows[commune.insee].accompagnements, slug(commune.nom)),
    )
    bars = [Bar(typographie(commune.nom), rows[commune.insee].accompagnements) for commune in evaluated]
    helped = _median(bar.value for bar in bars)
    legend = f"médiane{NBSP}: {_figures(helped)}" if len(bars) > 1 else ""
    parts = sheets(bars)
    return [
        Picture(
            draw_chart(part, bars[0].value, helped, legend),
            f"Graphique {rank}",
            typographie(_said(part, rank, len(parts), legend)),
        )
        for rank, part in enumerate(parts, 1)
    ]


def _said(bars: Sequence[Any], rank: int, count: int, legend: str) -> str:
    """Return what a chart shows, in words."""
    first, last = bars[0], bars[-1]
    part = f" (partie {rank} sur {count})" if count > 1 else ""
    values = f"de {nombre(first.value)} ({first.name}) à {nombre(last.value)} ({last.name})"
    if first.value == last.value:
        names = first.name if len(bars) == 1 else f"{len(bars)} communes, de {first.name} à {last.name}"
        values = f"{nombre(first.value)} ({names})"
    return (
        f"Graphique en barres{part} : nombre d’accompagnements de chaque commune, du plus grand au plus petit, {values}"
        f"{f' ; {legend}' if legend else ''}. Toutes les valeurs sont dans le tableau qui suit."
    )
