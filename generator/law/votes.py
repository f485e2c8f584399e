"""The vote: who could vote, how the votes add up, what was decided (CGCT, article L. 2121-20)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language.agreement import plural
from generator.law.findings import Finding, Rule
from generator.law.sittings import Sitting, idle_proxies

_ARTICLE = "CGCT, art. L. 2121-20"
_VOTERS = Rule("votants", _ARTICLE)


def is_adopted(sitting: Sitting) -> bool | None:
    """Tell whether the deliberation was adopted, by a majority of the votes cast, or None when it cannot be told.

    Abstentions are not votes cast. On a tie in an open vote the chair's vote decides, which the counts alone do not
    tell; in a secret ballot the deliberation is not adopted.
    """
    votes_for, against = sitting.votes_for, sitting.votes_against
    if votes_for == 0:
        return False
    if votes_for is not None and against is not None:
        tie = False if sitting.secret_ballot else None
        return tie if votes_for == against else votes_for > against
    if sitting.unanimous:
        return True
    if votes_for is not None and sitting.voting is not None and 2 * votes_for > sitting.voting:
        return True
    return None


def examine_adoption(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for a deliberation that was rejected, or by a tie in a secret ballot; a warning for another tie.

    The president's vote decides except in a secret ballot (articles L. 2121-20 and L. 2121-21).
    """
    votes_for, against = sitting.votes_for, sitting.votes_against
    tie = votes_for is not None and votes_for == against
    if is_adopted(sitting) is False and not tie:
        shown = f"{votes_for} pour" if against is None else f"{votes_for} pour, {against} contre"
        yield Rule("adoption", _ARTICLE).error(
            f"{shown} : la délibération n’est pas adoptée ; elle n’autorise pas à signer. Vérifiez les nombres de voix."
        )
    elif tie and sitting.secret_ballot:
        yield Rule("adoption", "CGCT, art. L. 2121-20 et L. 2121-21").error(
            f"{votes_for} pour, {against} contre, au scrutin secret : personne n’y a voix prépondérante, et la"
            " délibération n’est pas adoptée. Vérifiez les nombres de voix."
        )
    elif tie:
        yield Rule("adoption", _ARTICLE).warning(
            f"{votes_for} pour, {against} contre : partage égal des voix ; celle du président de séance l’emporte,"
            " sauf scrutin secret, où la délibération n’est pas adoptée ; vérifiez que l’extrait dit comment le"
            " partage a été tranché."
        )


def examine_voters(sitting: Sitting) -> Iterator[Finding]:
    """Yield what is wrong with the number of voters: those present and the proxies, less who takes no part."""
    voting, present = sitting.voting, sitting.present
    if voting is not None and sitting.in_office is not None and voting > sitting.in_office:
        yield _VOTERS.error(
            f"{plural(voting, 'votant')} pour {plural(sitting.in_office, 'conseiller')} en exercice ; vérifiez ces deux"
            " nombres."
        )
        return
    if voting is None or present is None:
        return
    proxies = len(sitting.proxies)
    if voting > present and not proxies:
        yield _VOTERS.warning(
            f"{plural(voting, 'votant')} pour {plural(present, 'présent')}, mais aucun pouvoir n’est connu ; vérifiez"
            " que l’extrait dit qui donne pouvoir à qui."
        )
        return
    found = (
        f"{plural(voting, 'votant')}, alors que {plural(present, 'présent')} et {plural(proxies, 'pouvoir')} font"
        f" {present + proxies}"
    )
    if voting > present + proxies:
        yield _VOTERS.error(f"{found} ; vérifiez ces nombres et la liste des pouvoirs.")
    elif voting not in _lawful(sitting, present + proxies):
        yield _VOTERS.warning(
            f"{found} ; si des conseillers ont quitté la séance ou n’ont pas pris part au vote, demandez un"
            " extrait qui le dise."
        )


def _lawful(sitting: Sitting, everyone: int) -> tuple[int, ...]:
    aside = sitting.not_voting or 0
    return everyone, everyone - aside, everyone - aside - len(idle_proxies(sitting.proxies, sitting.aside_names))


def examine_count(sitting: Sitting) -> Iterator[Finding]:
    """Yield what is wrong with the sum of the votes: for, against, abstentions and who takes no part.

    In a unanimous vote, numbers against and of abstentions that are not written are none. Those who take no
    part may be counted among the voters or not.
    """
    known = (sitting.votes_for, sitting.votes_against, sitting.abstentions)
    if sitting.voting is None or sitting.votes_for is None:
        return
    total = sum(votes or 0 for votes in known)
    shown = (
        f"{plural(sitting.votes_for, 'voix', 'voix')} pour, {sitting.votes_against or 0} contre,"
        f" {plural(sitting.abstentions or 0, 'abstention')}"
    )
    if total > sitting.voting:
        yield Rule("vote", _ARTICLE).error(
            f"{shown} : {total} au total, pour {plural(sitting.voting, 'votant')} ; vérifiez ces nombres."
        )
    elif (sitting.unanimous or None not in known) and sitting.voting not in (total, total + (sitting.not_voting or 0)):
        yield Rule("vote", _ARTICLE).warning(
            f"{shown} : {total} au total, pour {plural(sitting.voting, 'votant')} ; si des conseillers n’ont pas pris"
            " part au vote, demandez un extrait qui le dise ; sinon vérifiez ces nombres."
        )


def examine_unanimity(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for « à l’unanimité » with votes against, a warning with abstentions.

    The code does not define unanimity. Abstentions are not votes cast, so that they do not prevent unanimity of
    the votes cast; but the plain words say that everybody was for.
    """
    if not sitting.unanimous:
        return
    if sitting.votes_against:
        yield Rule("unanimité", _ARTICLE).error(
            f"« à l’unanimité », avec {plural(sitting.votes_against, 'voix', 'voix')} contre : l’un contredit"
            " l’autre ; demandez à la commune de corriger la mention ou les nombres."
        )
    if sitting.abstentions:
        yield Rule("unanimité", _ARTICLE).warning(
            f"« à l’unanimité », avec {plural(sitting.abstentions, 'abstention')} : les abstentions ne sont pas des"
            " suffrages exprimés ; ce n’est pas une irrégularité, et la mention exacte, si l’acte ne l’a pas, est « à"
            " l’unanimité des suffrages exprimés »."
        )
