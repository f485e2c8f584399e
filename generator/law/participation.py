"""Who presided over the sitting, and who took no part (CGCT, articles L. 2121-14, L. 2122-17 and L. 2131-11)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language.agreement import plural
from generator.law.findings import Finding, warning
from generator.law.people import among, same_person
from generator.law.sittings import Sitting


def examine_president(sitting: Sitting) -> Iterator[Finding]:
    """Yield a warning when somebody else than the mayor presided, or one who is not among those present.

    The mayor presides, else who replaces the mayor (article L. 2121-14): an adjoint in the order of appointment, who
    then signs for the mayor (article L. 2122-17).
    """
    president = sitting.president
    if not president or not same_person(president, president):  # « le Maire »: an office, and nobody's name
        return
    if sitting.present_names and not among(president, sitting.present_names):
        yield warning(
            "présidence",
            "CGCT, art. L. 2121-14",
            f"« {president} », qui préside la séance, n’est pas parmi les présents ; vérifiez l’orthographe du nom et"
            " la liste des présents.",
        )
    if sitting.mayor and not same_person(president, sitting.mayor):
        yield warning(
            "présidence",
            "CGCT, art. L. 2121-14 et L. 2122-17",
            f"séance présidée par « {president} », et non par le maire que connaît communes.csv, {sitting.mayor} ; si"
            " le maire était absent ou empêché, vérifiez que l’extrait le dit, et que l’acte est signé « pour le maire"
            " empêché ».",
        )


def examine_aside(sitting: Sitting) -> Iterator[Finding]:
    """Yield what contradicts the names of the members who took no part in the vote (article L. 2131-11).

    They are told apart because an interested member's part in the vote can make the deliberation unlawful.
    """
    count, names = sitting.not_voting, sitting.aside_names
    if not names:
        return
    if count is not None and count != len(names):
        yield warning(
            "non-participation",
            "",
            f"{plural(len(names), 'nommé')} parmi ceux qui ne prennent pas part au vote, et {plural(count, 'compté')} ;"
            " vérifiez l’un et l’autre.",
        )
    for name in names:
        gave = any(same_person(proxy.giver, name) for proxy in sitting.proxies)
        if sitting.present_names and not among(name, sitting.present_names) and not gave:
            yield warning(
                "non-participation",
                "",
                f"« {name} » ne prend pas part au vote, mais n’est ni parmi les présents ni parmi ceux qui ont donné"
                " pouvoir ; vérifiez l’orthographe du nom.",
            )
    everyone = len(sitting.present_names) + len(sitting.proxies)
    if sitting.voting is not None and sitting.present_names and sitting.votes_for == everyone:
        take, voted = (
            ("ne prend", "cette personne avait") if len(names) == 1 else ("ne prennent", "ces personnes avaient")
        )
        yield warning(
            "non-participation",
            "CGCT, art. L. 2131-11",
            f"{', '.join(f'« {name} »' for name in names)} : {take} pas part au vote, mais il y a autant de voix pour"
            f" ({everyone}) que de présents et de pouvoirs, comme si {voted} voté ; vérifiez le décompte : la"
            " participation d’un membre intéressé peut rendre la délibération illégale.",
        )
