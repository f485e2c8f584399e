"""The first party, in campaign.toml: the communauté, who signs for it and when, and the act that authorises it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from generator.inputs.communes import Commune
from generator.inputs.representatives import read_person, read_representatives
from generator.inputs.settings import UNWRITTEN, Settings
from generator.language.dates import date_longue
from generator.language.places import body_article, grouping_gender, is_proper, le
from generator.law.epci import act_of, decides_alone
from generator.law.identifiers import siren_is_valid
from generator.law.signatories import Person, Representative, representative_of

#: What stands between a body and the grouping of which it is: « Conseil de l’Eurométropole ».
_OF_GROUPING = re.compile(r"\b(?:de la |de l[’']|du )")
#: An act is transmitted and published in days: later than this is a typing error, most likely.
_LATEST = datetime.timedelta(days=365)
#: Templates begin sentences with the short name, and contract an article that has a capital (« du Grand Lyon »).
_SMALL_ARTICLE = re.compile(r"(?:les? |la |l[’'])(?=\w)")
#: Templates write the article of a full name, of a body and of a number themselves; « Le Grand Lyon » keeps its own.
_ARTICLE = re.compile(r"l[ea] |l[’']", re.IGNORECASE)
_NUMBER = re.compile(r"(?:(?:no|num[ée]ro|délibération|décision)\b[\s.:]+)?(?:n\s?[°º]\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EpciDeliberation:
    """The act by which the EPCI authorises its representative to sign; None for a day that is not known.

    COMPUTED is what templates see besides the fields.
    """

    COMPUTED: ClassVar = ("acte", "prise")
    numero: str
    date: datetime.date
    organe: str
    transmise: datetime.date | None = None
    publiee: datetime.date | None = None

    @property
    def acte(self) -> str:
        """What it is: « délibération », or « décision » of the President or of a vice-president."""
        return act_of(self.organe)

    @property
    def prise(self) -> str:
        """How acts say who took it: « adoptée en Bureau communautaire », « prise par le Président »."""
        return f"prise par {le(self.organe)}" if decides_alone(self.organe) else f"adoptée en {self.organe}"


@dataclass(frozen=True, slots=True)
class Epci:
    """The communauté; ``representants`` are those who sign for it at their dates, besides the ``president``."""

    nom: str
    nom_court: str
    sigle: str
    siren: str
    siege: str
    president: Person
    deliberation: EpciDeliberation
    representants: tuple[Representative, ...] = ()

    def representative(self, commune: Commune, day: datetime.date) -> Representative:
        """Return who signs for the EPCI an act of this commune that nobody can sign before ``day``."""
        return representative_of(commune.names, self.president, self.representants, day)

    def head(self, day: datetime.date) -> Person:
        """Return who presides and signs the letters, as of what nobody can sign before ``day``.

        It is the last of those who sign for all communes without a delegation, by an order or as a vice-president.
        """
        heads = [one for one in self.representants if one.presides]
        found = representative_of((), self.president, heads, day)
        return Person(found.civilite, found.prenom, found.nom, found.titre)


def read_epci(settings: Settings) -> Epci:
    """Read the section ``[epci]`` and what is below it; problems are noted in ``settings``."""
    siren = settings.text("siren").replace(" ", "")
    if siren and not siren_is_valid(siren):
        settings.note("siren", f"« {siren} » n’est pas un SIREN valide", "recopiez les neuf chiffres du SIREN")
    short = settings.text("nom_court")
    if article := _SMALL_ARTICLE.match(short):
        message = f"« {short} » commence par un article sans capitale : des phrases commenceraient ainsi"
        settings.note(
            "nom_court",
            message,
            f"écrivez « {short[0].upper()}{short[1:]} », ou le nom sans « {article[0].strip()} »",
            "warning",
        )
    if short.casefold().startswith("les "):
        message = f"« {short} » est au pluriel ; les modèles sont au singulier : « propose », « s’engage »"
        settings.note("nom_court", message, "écrivez un nom au singulier, « La Communauté de communes »", "warning")
    president = settings.table("president")
    epci = Epci(
        nom=_full_name(settings),
        nom_court=short,
        sigle=settings.text("sigle"),
        siren=siren,
        siege=settings.text("siege"),
        president=read_person(president, "Président"),
        deliberation=read_epci_deliberation(settings.table("deliberation")),
        representants=read_representatives(settings.tables("representants")) if settings.has("representants") else (),
    )
    for table in (settings, president):
        table.finish()
    return epci


def bare_number(number: str) -> str:
    """Return the number of an act without the « n° » that templates write before it."""
    return _after(_NUMBER, number)


def _bare_name(name: str) -> str:
    """Return the name of a grouping or of a body of it without the article that templates write before it."""
    rest = _after(_ARTICLE, name)
    return rest if grouping_gender(rest) or body_article(rest) else name


def _after(head: re.Pattern[str], text: str) -> str:
    found = head.match(text)
    return (found and text[found.end() :]) or text


def _full_name(settings: Settings) -> str:
    """Return the name of the EPCI; one before which nobody knows which article goes is told."""
    name = without(settings, "nom", _bare_name, "l’article")
    if name and not is_proper(name) and not grouping_gender(name) and not UNWRITTEN.search(name):
        message = f"« {name} » ne dit pas de quelle sorte d’EPCI il s’agit, ni quel article va devant ce nom"
        remedy = "écrivez le nom entier, « Communauté de communes … », « Syndicat mixte … »"
        settings.note("nom", message, remedy, "warning")
    return name


def without(settings: Settings, key: str, bare: Callable[[str], str], what: str) -> str:
    """Return a text that templates write after ``what`` themselves; one that begins so is told."""
    value = settings.text(key)
    if (rest := bare(value)) != value:
        message = f"« {value} » : les modèles écrivent déjà {what}, qui s’y trouverait deux fois"
        settings.note(key, message, f"écrivez « {rest} »", "warning")
    return value


def _body(settings: Settings) -> str:
    """Return the body that decided; one that names the EPCI too, as templates do after it, is told."""
    name = without(settings, "organe", _bare_name, "l’article")
    found = _OF_GROUPING.search(name)
    if found and grouping_gender(name[found.end() :]):
        message = f"« {name} » nomme aussi l’EPCI, que les modèles écrivent après l’organe : il y serait deux fois"
        remedy = "écrivez l’organe seul, « Conseil métropolitain », « Bureau communautaire », « Comité syndical »"
        settings.note("organe", message, remedy, "warning")
    return name


def read_epci_deliberation(settings: Settings) -> EpciDeliberation:
    """Return a deliberation of the EPCI; what is missing or wrong is noted."""
    found = EpciDeliberation(
        without(settings, "numero", bare_number, "« n° »"),
        settings.date("date"),
        _body(settings),
        settings.day("transmise"),
        settings.day("publiee"),
    )
    for key, day in (("transmise", found.transmise), ("publiee", found.publiee)):
        if day is None or found.date == datetime.date.min:
            continue
        if day < found.date:
            message = f"le {date_longue(day)}, avant la délibération du {date_longue(found.date)}"
            settings.note(key, message, "vérifiez les deux dates")
        elif day - found.date > _LATEST:
            message = f"le {date_longue(day)}, plus d’un an après la délibération du {date_longue(found.date)}"
            settings.note(key, message, "vérifiez les deux dates", "warning")
    settings.finish()
    return found


def read_avenant_epci(settings: Settings) -> EpciDeliberation | None:
    """Return the EPCI's deliberation on its avenants with a financial effect, None where it is not told."""
    return read_epci_deliberation(settings.table("deliberation_epci")) if settings.has("deliberation_epci") else None
