"""A sitting and its vote, against every rule that its facts allow to judge; who presided, and who took no part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.language.agreement import plural
from generator.law.attendance import (
    examine_givers,
    examine_holders,
    examine_members,
    examine_present_names,
    examine_quorum,
    examine_seats,
    examine_secretary,
    examine_signatures,
)
from generator.law.convocation import examine_delay, examine_posting, examine_waiver
from generator.law.findings import Finding, Rule
from generator.law.people import among, same_person
from generator.law.sittings import Sitting, idle_proxies
from generator.law.votes import examine_adoption, examine_count, examine_unanimity, examine_voters


def examine_president(sitting: Sitting) -> Iterator[Finding]:
    """Yield a warning when somebody else than the mayor presided, or one who is not among those present.

    The mayor presides, else who replaces the mayor (article L. 2121-14): an adjoint in the order of appointment, who
    then signs for the mayor (article L. 2122-17).
    """
    president = sitting.president
    if not president or not same_person(president, president):  # « le Maire »: an office, and nobody's name
        return
    if sitting.present_names and not among(president, sitting.present_names):
        yield Rule("présidence", "CGCT, art. L. 2121-14").warning(
            f"« {president} », qui préside la séance, n’est pas parmi les présents ; vérifiez l’orthographe du nom et"
            " la liste des présents."
        )
    if sitting.mayor and not same_person(president, sitting.mayor):
        yield Rule("présidence", "CGCT, art. L. 2121-14 et L. 2122-17").warning(
            f"séance présidée par « {president} », et non par le maire que connaît communes.csv, {sitting.mayor} ; si"
            " le maire était absent ou empêché, vérifiez que l’extrait le dit, et que l’acte est signé « pour le maire"
            " empêché »."
        )


def examine_aside(sitting: Sitting) -> Iterator[Finding]:
    """Yield what contradicts the names of the members who took no part in the vote (article L. 2131-11).

    They are told apart because an interested member's part in the vote can make the deliberation unlawful.
    """
    count, names = sitting.not_voting, sitting.aside_names
    if not names:
        return
    if count is not None and count != len(names):
        yield Rule("non-participation").warning(
            f"{plural(len(names), 'nommé')} parmi ceux qui ne prennent pas part au vote, et {plural(count, 'compté')} ;"
            " vérifiez l’un et l’autre."
        )
    for name in names:
        gave = any(same_person(proxy.giver, name) for proxy in sitting.proxies)
        if sitting.present_names and not among(name, sitting.present_names) and not gave:
            yield Rule("non-participation").warning(
                f"« {name} » ne prend pas part au vote, mais n’est ni parmi les présents ni parmi ceux qui ont donné"
                " pouvoir ; vérifiez l’orthographe du nom."
            )
    without_them = (sitting.present or 0) + len(sitting.proxies) - (count or len(names))
    for proxy in idle_proxies(sitting.proxies, sitting.aside_names):
        if sitting.present is not None and sitting.voting == without_them:
            yield Rule("non-participation", "CGCT, art. L. 2121-20").warning(
                f"« {proxy.holder} » ne prend pas part au vote, et le pouvoir de « {proxy.giver} », que cette"
                " personne porte, semble compté ; qui se retire ne vote pour personne : vérifiez le nombre de"
                " votants et le décompte."
            )
    everyone = len(sitting.present_names) + len(sitting.proxies)
    if sitting.voting is not None and sitting.present_names and sitting.votes_for == everyone:
        take, voted = (
            ("ne prend", "cette personne avait") if len(names) == 1 else ("ne prennent", "ces personnes avaient")
        )
        yield Rule("non-participation", "CGCT, art. L. 2131-11").warning(
            f"{', '.join(f'« {name} »' for name in names)} : {take} pas part au vote, mais il y a autant de voix pour"
            f" ({everyone}) que de présents et de pouvoirs, comme si {voted} voté ; vérifiez le décompte : la"
            " participation d’un membre intéressé peut rendre la délibération illégale."
        )


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
    return Rule(finding.rule, finding.article).warning(message)
