"""By which deliberation the mayor signs a convention or an avenant (CGCT, art. L. 2121-29 and L. 2122-21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.law.acts import Act

if TYPE_CHECKING:
    from generator.law.decisions import Decision


def authorising_act(*, financial: bool, convention: Act | None, own: Act | None) -> Act | None:
    """Return the council's deliberation by which the mayor signs an avenant, None while it is to be voted.

    Without financial effect it is that of the ``convention``, where it authorised its « avenants sans incidence
    financière »; else only the avenant's ``own``. A deliberation that was read not to authorise the signature is none.
    """
    return authorising(own if needs_own_act(financial=financial, convention=convention) else convention)


def needs_own_act(*, financial: bool, convention: Act | None) -> bool:
    """Tell whether the council votes on an avenant itself.

    It does when the avenant has a financial effect, and when the deliberation on the ``convention`` was read not to
    authorise avenants. What was never read, of a convention signed before it was asked, is taken as it was then.
    """
    return financial or (convention is not None and convention.authorises_avenants is False)


def authorising(act: Act | None) -> Act | None:
    """Return a deliberation if the mayor may sign by it: None when it was read not to authorise that."""
    return act if act and act.authorises_signature is not False else None


def covers_some_avenants(act: Act) -> bool:
    """Tell whether the words of a deliberation authorise some avenants only, or a single one."""
    return _decision(act).covered in ("one", "some")


def avenants_authorised(act: Act) -> str:
    """Return which avenants a deliberation authorises, in its own words; "" for none, or where it was never read.

    Some of them are words of their own although it was read not to authorise those without financial effect.
    """
    decision = _decision(act)
    none = act.authorises_avenants is False and decision.covered != "some"
    return "" if none else decision.said


def reserved(act: Act) -> str:
    """Return what a deliberation that authorises says besides: a condition, a text that it changes; "" for nothing.

    Somebody judged that it authorises all the same; whom it designates is told by the dossier.
    """
    decision = _decision(act)
    return "" if act.designated or not decision.disputed or decision.only_avenants else decision.aside


def _decision(act: Act) -> Decision:
    # Here, not above: its expressions take a noticeable time to compile, and most builds read no deliberation.
    from generator.law.decisions import read_decision

    return read_decision(act.operative)
