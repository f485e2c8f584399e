"""A sitting and its vote, against every rule that its facts allow to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.law.attendance import (
    examine_members,
    examine_present_names,
    examine_quorum,
    examine_seats,
    examine_secretary,
    examine_signatures,
)
from generator.law.convocation import examine_delay, examine_posting, examine_waiver
from generator.law.findings import Finding, warning
from generator.law.participation import examine_aside, examine_president
from generator.law.proxies import examine_givers, examine_holders
from generator.law.sittings import Sitting
from generator.law.votes import examine_adoption, examine_count, examine_unanimity, examine_voters

#: In the order of an extract: how the council was convened, who sat, how it voted, who signed.
_RULES: tuple[Callable[[Sitting], Iterator[Finding]], ...] = (
    examine_delay,
    examine_posting,
    examine_waiver,
    examine_president,
    examine_seats,
    examine_quorum,
    examine_present_names,
    examine_members,
    examine_holders,
    examine_givers,
    examine_aside,
    examine_voters,
    examine_secretary,
    examine_count,
    examine_unanimity,
    examine_adoption,
    examine_signatures,
)

#: The articles that hold neither in Moselle nor in Bas-Rhin and Haut-Rhin (CGCT, article L. 2541-1).
_NOT_LOCAL = ("2121-10", "2121-11", "2121-15", "2121-17")


def examine_sitting(sitting: Sitting) -> tuple[Finding, ...]:
    """Return what every rule finds in ``sitting``; a rule whose facts are not known finds nothing.

    Where the local law of Moselle, Bas-Rhin and Haut-Rhin holds (articles L. 2541-1 and following), what offends an
    article that it leaves out asks for a look.
    """
    found = (finding for rule in _RULES for finding in rule(sitting))
    return tuple(_by_local_law(finding) if sitting.local_law else finding for finding in found)


def _by_local_law(finding: Finding) -> Finding:
    if finding.level != "error" or not any(article in finding.article for article in _NOT_LOCAL):
        return finding
    message = f"{finding.message.rstrip('.')} ; le droit local (art. L. 2541-1 et suivants) peut en décider autrement."
    return warning(finding.rule, finding.article, message)
