"""Who signs for each party: the mayor or whom the council designated, the EPCI's President or a vice-president."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.language.agreement import accord
from generator.language.dates import date_longue, days_in
from generator.law.findings import Finding, Rule
from generator.law.organs import DELEGATION
from generator.law.people import same_person

_DELEGATION = "CGCT, art. L. 5211-9"
_DESIGNATION = "CGCT, art. L. 2122-26"
_TO_AGENTS = "CGCT, art. L. 2122-19"
_TO_DEPUTIES = "CGCT, art. L. 2122-17 et L. 2122-18"
#: What lets somebody sign in the mayor's place, by what the title says: the article, and what is to be verified.
_INSTEAD = (
    (
        r"délégation spéciale",
        DELEGATION,
        "une délégation spéciale tient lieu du conseil, et son président du maire, pour les seuls actes"
        " d’administration conservatoire et urgente : vérifiez que cet acte en est un, qu’il dit qui a délibéré, et"
        " que le conseil n’est pas reconstitué.",
    ),
    (
        r"suppléan|intérim|empêch|remplaçant",
        "CGCT, art. L. 2122-17",
        "vérifiez que le maire est absent ou empêché ce jour-là, et que cette personne le supplée : un adjoint, dans"
        " l’ordre du tableau, ou, à défaut, un conseiller ; gardez-en la preuve.",
    ),
    (
        r"\b(?:direct(?:eur|rice)|secrétaire|responsable|attachée?|chef(?:fe)?)\b",
        _TO_AGENTS,
        "un agent ne signe que par un arrêté du maire, qui ne délègue sa signature qu’au directeur général des"
        " services et à son adjoint, au directeur des services techniques ou à un responsable de service : vérifiez"
        " qu’il existe, qu’il va jusqu’à une convention, et gardez-le.",
    ),
    (
        r"",
        _TO_DEPUTIES,
        "vérifiez qu’un arrêté de délégation du maire, ou son empêchement, l’y autorise, et gardez-le ; la colonne"
        " signataire_arrete de communes.csv le dit dans l’acte.",
    ),
)
_VICE = re.compile(r"\bvice\b", re.IGNORECASE)
#: An office said before the name, « Madame la première adjointe, Mariette MAYEUX »: « Madame LE BIHAN Anne » has none.
_OFFICE_FIRST = re.compile(
    r"\s*(?:l[ea]\s+|l[’'])(?P<office>(?:(?:[0-9]+\s?\w{1,3}|premi[eè]re?|seconde?|\w+i[eè]me|ancien(?:ne)?)\s+)*"
    r"(?:maire|adjoint|conseill|(?:vice[ -])?président|doyen|délégué|député|sénat|suppléant|secrétaire|"
    r"direct(?:eur|rice))[^,]*)(?:,\s*(?P<name>[^,]+?))?\s*\.?",
    re.IGNORECASE,
)
_PARTICLES = ("le", "la", "de", "du", "des")
_CIVILITY = re.compile(r"(?P<man>monsieur|m\.|m(?=\s))|madame|mme\.?(?=\s)", re.IGNORECASE)
#: What every person whom a council designates is (CGCT, article L. 2122-26), when the act says no other title.
_MEMBER = "Conseiller municipal"


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs: ``titre`` is the title printed under the signature."""

    civilite: str
    prenom: str
    nom: str
    titre: str

    def is_same_as(self, other: Person) -> bool:
        """Tell whether both are one person, whatever the accents, the case, and the title."""
        return same_person(self._written, other._written)

    @property
    def _written(self) -> str:
        return f"{self.civilite} {self.prenom} {self.nom.upper()}"


@dataclass(frozen=True, slots=True)
class Delegate(Person):
    """Who signs for the commune in the mayor's place; ``arrete`` tells the mayor's order that delegates it, as printed.

    It is empty for whom the council designated (CGCT, article L. 2122-26), or who stands in for the mayor.
    """

    arrete: str = ""


@dataclass(frozen=True, slots=True)
class Representative(Person):
    """Who signs for the EPCI from ``debut`` to ``fin``, both days included; None without an end.

    ``communes`` are those for which this person signs in the President's place, by code or by name as folders have it;
    empty for whoever signs for all. ``deliberation`` and ``arrete`` tell the election or the delegation, as printed.
    """

    debut: datetime.date = datetime.date.min
    fin: datetime.date | None = None
    communes: tuple[str, ...] = ()
    deliberation: str = ""
    arrete: str = ""

    @property
    def presides(self) -> bool:
        """Tell whether the title is that of who presides, whom no delegation makes sign."""
        return not (self.arrete or _VICE.search(self.titre))

    @classmethod
    def always(cls, person: Person) -> Representative:
        """Return a person who signs at any date, for all communes."""
        return cls(person.civilite, person.prenom, person.nom, person.titre)

    def may_sign_from(self, day: datetime.date) -> bool:
        """Tell whether this person can sign an act that nobody can sign before ``day``."""
        return self.fin is None or self.fin >= day


def first_day(
    authorised_on: datetime.date, *, voted_on: datetime.date | None = None, effect: datetime.date | None = None
) -> datetime.date:
    """Return the day before which an act is not signed, which decides who signs it as long as nobody has.

    It is that of the council's deliberation on this very act; before the vote, the day of ``effect`` of an avenant, or
    that of the EPCI's deliberation for a convention. Never today's: the same data make the same documents on any day.
    """
    return voted_on or effect or authorised_on


def representative_of(
    commune: Collection[str], president: Person, dated: Sequence[Representative], day: datetime.date
) -> Representative:
    """Return who signs for the EPCI an act of a commune, known by its names, that nobody can sign before ``day``.

    Whoever has this commune by delegation (CGCT, article L. 5211-9) comes before the others, and the last in office
    before those of earlier: who has left can no longer sign what was not signed, even if it was voted in their time.
    The ``president``, without dates, signs what nobody else does.
    """
    left = [one for one in dated if one.may_sign_from(day)]
    own = [one for one in left if not set(one.communes).isdisjoint(commune)]
    return max(
        own or [one for one in left if not one.communes],
        key=lambda one: one.debut,
        default=Representative.always(president),
    )


def needs_designation(mayor: Person, representative: Person) -> bool:
    """Tell whether the council has to designate who signs for the commune: the mayor signs for the EPCI.

    So it is whoever communes.csv says will sign: no order of that mayor makes them (CGCT, article L. 2122-26).
    """
    return mayor.is_same_as(representative)


def commune_signatory(mayor: Person, own: Delegate | None, designated: str, representative: Person) -> Person | None:
    """Return who signs for the commune, None as long as that is not known: nobody is invented.

    ``own`` is the signatory that communes.csv gives, ``designated`` whom the council designated, as its deliberation
    says it. Without them it is the mayor, unless the council has to designate somebody.
    """
    chosen = own or read_person(designated)
    if chosen is None and not needs_designation(mayor, representative):
        return mayor
    return chosen


def read_person(text: str) -> Person | None:
    """Return the person that « Madame Prénom NOM, première adjointe » names; None without civility and both names.

    The surname is in capitals, or what follows the given name. Without a title, it is a member of the council. An
    office may come first, « Madame la première adjointe, Prénom NOM »; alone, it names nobody.
    """
    civility = _CIVILITY.match(text.strip())
    if civility is None:
        return None
    civilite = "Monsieur" if civility["man"] else "Madame"
    told = text.strip()[civility.end() :]
    if office := _OFFICE_FIRST.fullmatch(told):
        told = f"{office['name'] or ''}, {office['office']}"
    name, _, title = told.partition(",")
    prenom, nom = _names(name.split())
    title = title.strip().rstrip(".") or accord(_MEMBER, civilite)
    return Person(civilite, prenom, nom, title[:1].upper() + title[1:]) if prenom and nom else None


def examine_representative(
    representative: Representative, signed_on: datetime.date, *, delegates: bool = True
) -> Iterator[Finding]:
    """Find that whom an act names for the EPCI was not in office on the day of the signature, or by which delegation.

    A vice-president signs by an order of the President; the deliberation of their election is no delegation. Not one
    who decided the act, by a power of the council: the President then ``delegates`` nothing.
    """
    fin = representative.fin
    when = ""
    if signed_on < representative.debut:
        when = f"ne signe pour l’EPCI que depuis le {date_longue(representative.debut)}"
    elif fin is not None and signed_on > fin:
        when = f"n’a signé pour l’EPCI que jusqu’au {date_longue(fin)}"
    if when:
        yield Rule("signataires", _DELEGATION).error(
            f"signature de l’EPCI du {date_longue(signed_on)}, mais {representative.civilite} {representative.prenom}"
            f" {representative.nom} {when} ; vérifiez la date, ou [[epci.representants]] dans campaign.toml."
        )
    elif representative.arrete:
        yield from _signed_before(representative.arrete, signed_on, _DELEGATION)
    elif delegates and not representative.presides:
        doubt = "l’acte ne dit pas laquelle ; complétez « arrete »"
        if representative.deliberation:
            doubt = "une délibération ne la donne que si elle le dit, non si elle élit ; complétez plutôt « arrete »"
        yield Rule("signataires", _DELEGATION).warning(
            f"{representative.civilite} {representative.prenom} {representative.nom}, {representative.titre}, signe par"
            f" délégation du Président, et {doubt} sous [[epci.representants]] dans campaign.toml."
        )


def examine_delegate(
    own: Delegate | None, designated: str, signed_on: datetime.date, *, opposed: bool = False
) -> Iterator[Finding]:
    """Find that who signs for the commune in the mayor's place (``own``) is not whom its council ``designated``.

    Where it designated nobody, what lets that person sign is to be verified, by what its title says; an order of the
    mayor that the act cites does it, unless it is later than the day ``signed_on``. Where the mayor is ``opposed`` to
    the commune, as who signs for the EPCI is, only the council's designation does.
    """
    chosen = read_person(designated)
    if own is None or (chosen and own.is_same_as(chosen)):
        return
    who = f"{own.civilite} {own.prenom} {own.nom}"
    if designated:
        yield Rule("signataires", _DESIGNATION).warning(
            f"le conseil a désigné {designated.strip().rstrip('.')}, et c’est {who} qui signerait ; vérifiez que c’est"
            " la même personne, sinon corrigez les colonnes du signataire dans communes.csv, ou videz-les."
        )
        return
    if opposed:
        told = (
            "le maire signe pour l’EPCI, et une délégation du maire ne lève pas cette opposition d’intérêts : que le"
            " conseil désigne qui représente la commune"
        )
        how, emptied = f"sans que le conseil l’ait {accord('désigné', own.civilite)}", ""
        if own.arrete:
            how, emptied = "par délégation du maire", ", puis videz signataire_arrete"
        yield Rule("signataires", _DESIGNATION).warning(f"{who} signe {how} ; {told}{emptied}.")
        return
    article, told = next(
        (article, told) for title, article, told in _INSTEAD if re.search(title, own.titre, re.IGNORECASE)
    )
    if own.arrete and article in (_TO_AGENTS, _TO_DEPUTIES) and "attaché" not in own.titre.lower():
        yield from _signed_before(own.arrete, signed_on, article)
        return
    yield Rule("signataires", article).warning(
        f"{who} signe pour la commune, et la délibération enregistrée ne le dit pas ; {told}"
    )


def _signed_before(order: str, signed_on: datetime.date, article: str) -> Iterator[Finding]:
    """Find that a signature is of an earlier day than the order by which it is given."""
    day = min(days_in(order), default=signed_on)
    if signed_on < day:
        yield Rule("signataires", article).warning(
            f"signature du {date_longue(signed_on)}, avant l’arrêté qui la permet (« {order} ») ; vérifiez les deux"
            " dates."
        )


def _names(words: list[str]) -> tuple[str, str]:
    """Return the given name and the surname, "" for what is not told: « Le Bihan » is no given name."""
    surname = [word for word in words if word.isupper()]
    if not surname or len(surname) == len(words):
        if words and words[0].lower() in _PARTICLES:
            return "", " ".join(words)
        return " ".join(words[:1]), " ".join(words[1:])
    return " ".join(word for word in words if word not in surname), " ".join(surname)
