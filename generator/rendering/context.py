"""What a template can name: the data of one dossier, in groups of fields; which columns of it a template read."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.inputs.campaign import Campaign
from generator.inputs.communes import KNOWN, ORDER_COLUMN, SIGNATORY_COLUMNS, SLOT_COLUMNS, Commune, slug
from generator.inputs.epci import Epci
from generator.inputs.pieces import Piece
from generator.language.dates import date_longue
from generator.language.places import Initials, grouping_gender
from generator.law.acts import Act
from generator.law.epci import authorises_president, foundation
from generator.law.prefectures import prefecture
from generator.law.signatories import Delegate, Person, Representative, commune_signatory, first_day
from generator.rendering.council import Council, CouncilDeliberation
from generator.rendering.fields import Blank, Fields, absent, as_seen, group_of, unread, values_of
from generator.rendering.planning import make_planning

#: The content controls that the program completes itself, wherever a document has them.
COMPLETED = ("deliberation.numero", "deliberation.date")
#: How the content controls begin that the parties complete by hand when they sign.
BY_HAND = "signature."
#: The content control that names whom the council designates to sign for the commune.
DESIGNATED = "designation.representant"
#: The groups that only the documents of an avenant have: a Blank in the others, since all templates share their words.
AVENANT_GROUPS = ("avenant", "base", "evaluation", "deliberation_initiale")
#: The groups that only the letters after a signature have, one each.
SEQUEL_GROUPS = ("signature", "reconduction", "fin")
#: The groups that only e-mails have, each where: that of a dossier sent again, a reminder.
MAIL_GROUPS: Mapping[str, str] = MappingProxyType(
    {"renvoi": "le courriel d’un dossier renvoyé", "relance": "le message de relance"}
)
#: What is said of whoever signs for the EPCI.
_REPRESENTATIVE = ("civilite", "prenom", "nom", "titre", "deliberation", "arrete")
#: How a letter opens that is not to the mayor in person.
_IMPERSONAL = "Madame, Monsieur"
#: The columns of a campaign's communes.csv that say which signed act a convention succeeds to; the second one, with the
#: day of that act, is that of older campaigns.
SUCCEEDED, SUCCEEDED_ON = "succede_a", "succede_a_signee_le"
#: The columns of communes.csv behind the values that are computed of several of them.
BEHIND: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "commune.appel_maire": frozenset({"civilite_maire", "titre_maire"}),
        "commune.prefecture": frozenset({"departement", "arrondissement"}),
        "commune.le_maire": frozenset({"civilite_maire", "titre_maire"}),
        "conseil.delai_convocation": frozenset({"population_conseil", "population_municipale"}),
        "conseil.note_de_synthese": frozenset({"population_conseil", "population_municipale"}),
        "conseil.publication_electronique": frozenset({"population_totale", "population_municipale"}),
        "conseil.droit_local": frozenset({"insee"}),
        "convention.succede_a": frozenset({SUCCEEDED, SUCCEEDED_ON}),
        "conseil.a_designer": frozenset({"civilite_maire", "prenom_maire", "nom_maire"}),
        "commune.appel": frozenset({"civilite_maire", "prenom_maire", "nom_maire", "titre_maire"}),
        "commune.destinataire": frozenset({"civilite_maire", "prenom_maire", "nom_maire"}),
        "signataire.arrete": frozenset({ORDER_COLUMN}),
        **{
            f"signataire.{part}": frozenset({f"{part}_maire", f"signataire_{part}"})
            for part in ("civilite", "prenom", "nom", "titre")
        },
    }
)
#: The groups that hold values of a commune's row.
OWN_GROUPS = ("commune", "conseil", "signataire", "convention")


def make_context(
    commune: Commune,
    campaign: Campaign,
    number: str,
    act: Act | None = None,
    amendment: Mapping[str, Any] = MappingProxyType({}),
    sequel: Mapping[str, Any] = MappingProxyType({}),
    *,
    day: datetime.date | None = None,
) -> dict[str, Any]:
    """Return what all templates of one dossier can name; ``for_piece`` and the renderer's logo complete it.

    ``act`` is the deliberation by which the municipal council authorises the mayor to sign, or designates who does,
    once it is recorded; ``amendment`` the models of ``AVENANT_GROUPS``, in the documents of an avenant, ``sequel``
    those of ``SEQUEL_GROUPS``, in what follows a signature. Nobody signs before ``day``, by default that of ``act`` or,
    as long as there is none, of the EPCI's own deliberation.
    """
    day = day or first_day(campaign.epci.deliberation.date, voted_on=act.decided_on if act else None)
    representative, head = campaign.epci.representative(commune, day), campaign.epci.head(day)
    planning, slot = None, None
    if campaign.planning:
        planning = make_planning(commune, campaign.planning, campaign.convention.terme)
        if commune.slot:
            mediator = campaign.planning.mediateurs[commune.slot.mediateur]
            slot = dataclasses.replace(commune.slot, mediateur=mediator)
    return {
        "commune": _commune(commune, (head, representative)),
        "epci": _epci(dataclasses.replace(campaign.epci, president=head), representative),
        "signataire": _signatory(commune, act.designated if act else "", representative),
        "convention": _convention(campaign, commune),
        "numero": number,
        "deliberation": as_seen("deliberation", CouncilDeliberation.of(act) if act else None),
        "conseil": as_seen("conseil", Council.of(commune, representative)),
        "creneau": as_seen("creneau", slot),
        "planning": as_seen("planning", planning),
        **{
            name: as_seen(name, amendment.get(name)) if amendment else absent(name, "les documents d’un avenant")
            for name in AVENANT_GROUPS
        },
        **{
            name: as_seen(name, sequel[name]) if name in sequel else absent(name, f"la lettre « {name} »")
            for name in SEQUEL_GROUPS
        },
        **{name: absent(name, where) for name, where in MAIL_GROUPS.items()},
        "voies_de_recours": as_seen("voies_de_recours", campaign.voies_de_recours),
    }


def for_piece(
    context: Mapping[str, Any], piece: Piece, campaign: Campaign, pack: Sequence[Piece] | None = None
) -> dict[str, Any]:
    """Return the context of one document of the dossier: ``pieces`` are the others of the pack, in its order.

    ``pack`` is what it holds, by default that of the campaign's conventions.
    """
    if pack is None:
        note, commune = vars(context["conseil"])["note_de_synthese"], vars(context["commune"])
        names = (slug(commune["insee"]), slug(commune["nom"]))
        pack = campaign.pack(voted=bool(context["deliberation"]), note_de_synthese=note, names=names)
    others = [Fields("piece", {"titre": other.listed}) for other in pack if other is not piece]
    own = {name: unread(context[name]) for name in OWN_GROUPS}
    return {**context, **own, "pieces": others}


def completed(piece: Piece, act: Act | None) -> dict[str, str]:
    """Return what the content controls of a document are completed with, by tag, once the deliberation is recorded.

    The draft of the deliberation stays as it was sent: it is for the commune to complete.
    """
    if act is None or act.decided_on is None or piece.projet:
        return {}
    return dict(zip(COMPLETED, (act.number, date_longue(act.decided_on)), strict=True))


def _commune(commune: Commune, writers: Sequence[Person]) -> Fields:
    """Return the columns of the commune's row, the known ones as read and the others as text; absent ones are empty.

    A letter is to the mayor, or to the town hall when the mayor is one of the ``writers``.
    """
    known = {field.name for field in dataclasses.fields(commune)} - {
        "row",
        "line",
        "slot",
        "participe",
        "signataire",
        "places",
        "former",
    }
    values = {name: as_seen(f"commune.{name}", cell) for name, cell in commune.row.items()}
    values |= {name: as_seen(f"commune.{name}", getattr(commune, name)) for name in known}
    # Without « participe », all take part; who signs for the commune is in a group of its own.
    missing = sorted(KNOWN - values.keys() - {"participe", *SIGNATORY_COLUMNS, ORDER_COLUMN})
    values |= {name: _no_column(name) for name in missing}
    values["insee"] = commune.code
    mayor = commune.maire
    impersonal = any(mayor.is_same_as(writer) for writer in writers)
    addressee = "" if impersonal else f"{mayor.civilite} {mayor.prenom} {mayor.nom}"
    values["destinataire"] = as_seen("commune.destinataire", addressee)
    values["appel"] = _IMPERSONAL if impersonal else commune.appel_maire
    values["prefecture"] = prefecture(commune.row.get("departement", ""), commune.row.get("arrondissement", ""))
    return Fields("commune", values)


def _no_column(name: str) -> Blank:
    """Return what a column is that the file does not have: as an empty cell is."""
    return Blank(
        hint=f"commune.{name} est vide : ajoutez la colonne {name} à communes.csv, ou testez-la dans le modèle avec "
        f"{{% if commune.{name} %}}"
    )


def succeeded(number: str, day: str) -> str:
    """Return which signed act a convention succeeds to, in words; ``day`` is "" when ``number`` says it too."""
    return f"{number}, signée le {day}" if number and day else number


def _convention(campaign: Campaign, commune: Commune) -> Fields:
    """Return the campaign's convention, with the signed act that the commune's own succeeds to."""
    act = succeeded(commune.row.get(SUCCEEDED, ""), commune.row.get(SUCCEEDED_ON, ""))
    group = group_of("convention", campaign.convention)
    return Fields("convention", {**values_of(group), "succede_a": as_seen("convention.succede_a", act)})


def _epci(epci: Epci, representative: Representative) -> Fields:
    """Return the EPCI, with the one of its representatives who signs this act."""
    names = [field.name for field in dataclasses.fields(epci) if field.name != "representants"]
    parts = {name: getattr(representative, name) for name in _REPRESENTATIVE}
    if not authorises_president(epci.deliberation.organe):
        parts["arrete"] = ""  # who signs by their own decision does not by that of a President whom nobody authorised
    seen = {name: as_seen(f"epci.signataire.{name}", part) for name, part in parts.items()}
    values = {name: as_seen(f"epci.{name}", getattr(epci, name)) for name in names}
    values["sigle"] = Initials(epci.sigle, epci.nom)
    values["fondement"] = as_seen("epci.fondement", foundation(epci.nom))
    masculine = grouping_gender(epci.nom) == "le" or epci.nom.lower().startswith("le ")
    values["genre"] = as_seen("epci.genre", "m" if masculine else "f")
    return Fields("epci", values | {"signataire": Fields("epci.signataire", seen)})


def _signatory(commune: Commune, designated: str, representative: Person) -> Fields | Blank:
    """Return who signs for the commune, a Blank as long as the council has not designated them."""
    found = commune_signatory(commune.maire, commune.signataire, designated, representative)
    if found is not None:
        bare = Delegate(found.civilite, found.prenom, found.nom, found.titre)
        return group_of("signataire", found if isinstance(found, Delegate) else bare)
    return Blank(
        hint="signataire n’est pas encore connu : le conseil municipal doit désigner qui signe pour la commune ; "
        "testez-le dans le modèle avec {% if signataire %}"
    )


def columns_read(context: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of communes.csv that a document rendered from ``context`` may depend on."""
    read: set[str] = context["commune"]._read
    groups = [context[name] for name in OWN_GROUPS if isinstance(context[name], Fields)]
    named = {f"{group!r}.{name}" for group in groups for name in group._read}
    return frozenset(read.union(SLOT_COLUMNS, *(BEHIND[name] for name in named & BEHIND.keys())))
