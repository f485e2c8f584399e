"""Who sat, or gave a proxy: quorum, names, secretary, signatures (CGCT, articles L. 2121-2 to L. 2121-23)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.language.agreement import plural
from generator.language.numbers import nombre
from generator.law.convocation import quorum_is_waived
from generator.law.findings import Finding, Rule
from generator.law.people import among, same_person
from generator.law.sittings import Proxy, Sitting, quorum, seats_of

_SECRETARY = re.compile(r"secr[ée]taire", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+et\s+|\s*[+/&]\s*")
_PROXIES = Rule("pouvoirs", "CGCT, art. L. 2121-20")


def examine_seats(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error when more members are in office than the council has seats (article L. 2121-2)."""
    seats = seats_of(sitting)
    if sitting.in_office is None or sitting.population is None or seats is None:
        return
    if sitting.in_office > seats:
        yield Rule("effectif", "CGCT, art. L. 2121-2").error(
            f"{plural(sitting.in_office, 'conseiller')} en exercice, mais le conseil d’une commune de"
            f" {nombre(sitting.population)} habitants compte {seats} sièges ; vérifiez le nombre en exercice, et la"
            " population, qui est celle du dernier renouvellement général (une commune nouvelle peut compter davantage"
            " de conseillers, L. 2113-7 et L. 2113-8 : si c’en est une, dites-le comme raison)."
        )


def examine_quorum(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error when half of the members in office or fewer are present (article L. 2121-17).

    Proxies do not count. After a lack of quorum, a second convocation waives it. Members who withdraw because they
    are interested still count as members in office: article L. 2131-11 leaves out those of article L. 1111-6, II,
    alone, who are none of an EPCI's.
    """
    present, in_office = sitting.present, sitting.in_office
    if present is None or in_office is None:
        return
    article = "CGCT, art. L. 2121-17"
    found = f"{plural(present, 'présent')} sur {plural(in_office, 'conseiller')} en exercice"
    if present > in_office:
        yield Rule("effectif", article).error(
            f"{found} : il ne peut pas y en avoir davantage ; vérifiez ces deux nombres."
        )
    elif present < quorum(in_office) and not quorum_is_waived(sitting):
        found = f"{found}, alors que le quorum est de {quorum(in_office)} (les pouvoirs ne comptent pas)"
        told = (
            "le conseil ne pouvait délibérer que sur une seconde convocation, adressée au moins trois jours francs"
            " avant la séance : si c’est le cas, demandez un extrait qui le dise."
        )
        if sitting.second_convocation:
            told = (
                "la seconde convocation, adressée moins de trois jours francs avant la séance, n’en dispense pas :"
                " vérifiez les dates ; sinon le plus sûr est que le conseil délibère de nouveau."
            )
        yield Rule("quorum", article).error(f"{found} ; {told}")


def examine_present_names(sitting: Sitting) -> Iterator[Finding]:
    """Yield doubts about the list of those present: its length, a name written twice (article L. 2121-15)."""
    names, article = sitting.present_names, "CGCT, art. L. 2121-15"
    if not names:
        return
    if sitting.present is not None and sitting.present != len(names):
        yield Rule("présents", article).warning(
            f"{plural(sitting.present, 'présent')} d’après le nombre écrit, {len(names)} d’après la liste des noms ;"
            " vérifiez l’un et l’autre."
        )
    for rank, name in enumerate(names):
        if twin := among(name, names[:rank]):
            yield Rule("présents", article).warning(
                f"« {twin} » et « {name} » figurent parmi les présents ; vérifiez que ce sont deux personnes."
            )


def examine_members(sitting: Sitting) -> Iterator[Finding]:
    """Yield a doubt when present, represented and absent members do not make those in office.

    It is judged only when absent members are listed; one who gave a proxy may be listed as absent too.
    """
    if sitting.in_office is None or sitting.present is None or not sitting.absent_names:
        return
    givers = [proxy.giver for proxy in sitting.proxies]
    absent = [name for name in sitting.absent_names if not among(name, givers)]
    total = sitting.present + len(givers) + len(absent)
    if total != sitting.in_office:
        yield Rule("effectif", "CGCT, art. L. 2121-15").warning(
            f"{plural(sitting.present, 'présent')}, {plural(len(givers), 'pouvoir')} et"
            f" {plural(len(absent), 'absent')} font {total}, et non les {sitting.in_office} conseillers en exercice ;"
            " vérifiez les listes de noms."
        )


def examine_secretary(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for each secretary who is not a member present (article L. 2121-15)."""
    if not sitting.secretary or not sitting.present_names:
        return
    for name in _secretaries(sitting.secretary):
        if not among(name, sitting.present_names):
            yield Rule("secrétaire", "CGCT, art. L. 2121-15").error(
                f"« {name} », secrétaire de séance, n’est pas parmi les présents ; le conseil nomme l’un de ses"
                " membres, qui assiste à la séance : vérifiez l’orthographe du nom et la liste des présents."
            )


def examine_signatures(sitting: Sitting) -> Iterator[Finding]:
    """Yield a warning when the mayor's or the secretary's signature lacks (article L. 2121-23).

    The mayor is any signatory who is not the secretary.
    """
    if not sitting.signatories:
        return
    secretaries = _secretaries(sitting.secretary)
    secretary = [
        name
        for name in sitting.signatories
        if any(same_person(name, known) for known in secretaries) or _SECRETARY.search(name)
    ]
    alone = len(sitting.signatories) == 1
    lacking = ""
    if secretary and len(secretary) == len(sitting.signatories):
        lacking = "celle du maire"
    elif not secretary and (secretaries or alone):
        lacking = "celle du secrétaire de séance" if secretaries else "celle du maire ou celle du secrétaire de séance"
    if lacking:
        yield Rule("signatures", "CGCT, art. L. 2121-23").warning(
            f"{'signatures lues' if sitting.signatories[1:] else 'signature lue'} : {', '.join(sitting.signatories)} ; "
            f"il manque {lacking} : le maire et le secrétaire de séance signent la délibération ; vérifiez l’original."
        )


def _secretaries(text: str) -> list[str]:
    return [name for part in _SEVERAL.split(text) if (name := part.strip())]


def examine_holders(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for each proxy held by its giver, by one who holds another, or by one who is not present.

    A proxy whose holder is not known gets a warning.
    """
    for rank, proxy in enumerate(sitting.proxies):
        if not proxy.holder:
            yield _PROXIES.warning(
                f"l’acte ne dit pas lisiblement à qui « {proxy.giver} » donne pouvoir ; voyez l’acte, ou demandez-le à"
                " la commune : un pouvoir est donné à un collègue, qui n’en porte qu’un."
            )
            continue
        if same_person(proxy.giver, proxy.holder):
            yield _PROXIES.error(
                f"« {proxy.giver} » se donne pouvoir à lui-même ou à elle-même ; vérifiez les deux noms."
            )
            continue
        if before := _held(proxy.holder, sitting.proxies[:rank]):
            yield _PROXIES.error(
                f"« {proxy.holder} » porte le pouvoir de « {before.giver} » et celui de « {proxy.giver} » ; un"
                " conseiller n’en porte qu’un : vérifiez les noms ; sinon un seul de ces pouvoirs compte, et le nombre"
                " de votants change."
            )
        if sitting.present_names and not among(proxy.holder, sitting.present_names):
            yield _PROXIES.error(
                f"« {proxy.holder} », qui porte le pouvoir de « {proxy.giver} », n’est pas parmi les présents ;"
                " vérifiez l’orthographe du nom et la liste des présents ; sinon ce pouvoir ne compte pas."
            )


def examine_givers(sitting: Sitting) -> Iterator[Finding]:
    """Yield an error for each member who gives two proxies, or gives one while present."""
    for rank, proxy in enumerate(sitting.proxies):
        if same_person(proxy.giver, proxy.holder):
            continue
        if before := _given(proxy.giver, sitting.proxies[:rank]):
            yield _PROXIES.error(
                f"« {proxy.giver} » donne pouvoir à {_named(before)} et à {_named(proxy)} ; un conseiller n’a"
                " qu’une voix : un seul pouvoir compte."
            )
        if present := among(proxy.giver, sitting.present_names):
            yield _PROXIES.error(
                f"« {present} » est parmi les présents et donne pouvoir à {_named(proxy)} ; qui est présent vote"
                " en personne : demandez à la commune de corriger la liste des présents ou celle des pouvoirs, ou de"
                " préciser l’heure d’arrivée ou de départ."
            )


def _named(proxy: Proxy) -> str:
    return f"« {proxy.holder} »" if proxy.holder else "une personne qui n’est pas nommée"


def _held(holder: str, proxies: tuple[Proxy, ...]) -> Proxy | None:
    return next((proxy for proxy in proxies if same_person(proxy.holder, holder)), None)


def _given(giver: str, proxies: tuple[Proxy, ...]) -> Proxy | None:
    return next((proxy for proxy in proxies if same_person(proxy.giver, giver)), None)
