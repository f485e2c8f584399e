"""Proxies (pouvoirs) given for one sitting (CGCT, article L. 2121-20)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.law.findings import Finding, error, warning
from generator.law.people import among, same_person
from generator.law.sittings import Proxy, Sitting

_ARTICLE = "CGCT, art. L. 2121-20"
_RULE = "pouvoirs"


def examine_holders(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for each proxy held by its giver, by one who holds another, or by one who is not present.

    A proxy whose holder is not known gets a warning.
    """
    for rank, proxy in enumerate(sitting.proxies):
        if not proxy.holder:
            yield warning(
                _RULE,
                _ARTICLE,
                f"l’acte ne dit pas lisiblement à qui « {proxy.giver} » donne pouvoir ; voyez l’acte, ou demandez-le à"
                " la commune : un pouvoir est donné à un collègue, qui n’en porte qu’un.",
            )
            continue
        if same_person(proxy.giver, proxy.holder):
            yield error(
                _RULE,
                _ARTICLE,
                f"« {proxy.giver} » se donne pouvoir à lui-même ou à elle-même ; vérifiez les deux noms.",
            )
            continue
        if before := _held(proxy.holder, sitting.proxies[:rank]):
            yield error(
                _RULE,
                _ARTICLE,
                f"« {proxy.holder} » porte le pouvoir de « {before.giver} » et celui de « {proxy.giver} » ; un"
                " conseiller n’en porte qu’un : vérifiez les noms ; sinon un seul de ces pouvoirs compte, et le nombre"
                " de votants change.",
            )
        if sitting.present_names and not among(proxy.holder, sitting.present_names):
            yield error(
                _RULE,
                _ARTICLE,
                f"« {proxy.holder} », qui porte le pouvoir de « {proxy.giver} », n’est pas parmi les présents ;"
                " vérifiez l’orthographe du nom et la liste des présents ; sinon ce pouvoir ne compte pas.",
            )


def examine_givers(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for each member who gives two proxies, or gives one while present."""
    for rank, proxy in enumerate(sitting.proxies):
        if same_person(proxy.giver, proxy.holder):
            continue
        if before := _given(proxy.giver, sitting.proxies[:rank]):
            yield error(
                _RULE,
                _ARTICLE,
                f"« {proxy.giver} » donne pouvoir à {_named(before)} et à {_named(proxy)} ; un conseiller n’a"
                " qu’une voix : un seul pouvoir compte.",
            )
        if present := among(proxy.giver, sitting.present_names):
            yield error(
                _RULE,
                _ARTICLE,
                f"« {present} » est parmi les présents et donne pouvoir à {_named(proxy)} ; qui est présent vote"
                " en personne : demandez à la commune de corriger la liste des présents ou celle des pouvoirs, ou de"
                " préciser l’heure d’arrivée ou de départ.",
            )


def _named(proxy: Proxy) -> str:
    return f"« {proxy.holder} »" if proxy.holder else "une personne qui n’est pas nommée"


def _held(holder: str, proxies: tuple[Proxy, ...]) -> Proxy | None:
    return next((proxy for proxy in proxies if same_person(proxy.holder, holder)), None)


def _given(giver: str, proxies: tuple[Proxy, ...]) -> Proxy | None:
    return next((proxy for proxy in proxies if same_person(proxy.giver, giver)), None)
