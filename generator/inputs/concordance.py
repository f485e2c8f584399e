"""The communes and the campaign, held against each other: names, slots, signatories, and who is named of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.errors import Level, Problem
from generator.inputs.campaign import Campaign, PlanningRules
from generator.inputs.communes import FILE, ORDER_COLUMN, Commune, CommuneTable
from generator.inputs.copied import check_copied
from generator.inputs.official import codes_called, is_spelling, official_name, official_year
from generator.inputs.slots import Claim, check_claims
from generator.inputs.table import Row
from generator.language.places import de
from generator.law.signatories import Person, first_day

#: Overseas, Clipperton alone has such a code, and is no commune: those of a demonstration have the others.
_EXAMPLES = "989"
#: What is doubted of a name of campaign.toml, and what to do.
_UNKNOWN = ("commune inconnue", "écrivez le code INSEE ou le nom qui figure dans communes.csv")
_SEVERAL = ("plusieurs communes portent ce nom, et toutes sont prises", "écrivez le code INSEE de celle qu’il faut")


def check_together(table: CommuneTable, campaign: Campaign) -> list[Problem]:
    """Return what the communes and the campaign say that does not go together, names left out: see ``check_names``."""
    slots = check_slots(table.communes, campaign.planning)
    named = (*check_delegations(table, campaign), *check_annexes(table, campaign))
    return [*slots, *check_signatories(table.communes, campaign), *named]


def check_names(table: CommuneTable) -> list[Problem]:
    """Doubt the names of the communes that are not the official ones of their codes, and what was copied down."""
    file = table.table.path.name
    doubts = [problem for commune in table.communes for problem in check_name(commune, file)]
    real = [Row(one.line, one.row, 1) for one in table.communes if not one.insee.startswith(_EXAMPLES)]
    return [*doubts, *check_copied(real, file)]


def check_name(commune: Commune, file: str) -> Iterator[Problem]:
    """Warn of a code, a name, a type of name or a SIREN that is not the official one; all can be right later.

    Apostrophes do not matter; case, accents, « St » and an article left out or put after are told as spelling:
    documents print the name as it is too.
    """

    def doubt(column: str, message: str, remedy: str) -> Problem:
        return Problem("warning", message, remedy, file, commune.line, column, commune.nom)

    if commune.insee.startswith(_EXAMPLES):
        return
    found, source = official_name(commune.insee), f"code officiel géographique de {official_year()}"
    if found is None:
        message = f"« {commune.insee} » n’est le code d’aucune commune du {source}"
        yield doubt("insee", message, "vérifiez-le ; une commune nouvelle créée depuis n’y figure pas encore")
    elif found.nom != commune.nom.replace("'", "’"):
        if is_spelling(commune.nom, found):
            message = f"« {commune.nom} » s’écrit « {found.nom} » ({source})"
            yield doubt("nom", message, f"écrivez {found.nom}")
        else:
            message = (
                f"« {commune.nom} » n’est pas le nom de la commune {commune.insee}, qui est {found.nom} ({source})"
            )
            yield doubt("nom", message, f"écrivez {found.nom}, ou corrigez le code{_code_of(commune)}")
            return
    elif de(found) != de(commune):
        message = f"ce code fait écrire « {de(commune)} » ; le {source} donne « {de(found)} »"
        yield doubt("tncc", message, f"écrivez {found.tncc}")
    if found and found.siren and found.siren != commune.siren:
        message = f"« {commune.siren} » n’est pas le SIREN {de(found)}, qui est {found.siren} en {official_year()}"
        yield doubt(
            "siren", message, f"écrivez {found.siren} ; une commune nouvelle créée depuis peut en avoir un autre"
        )


def _code_of(commune: Commune) -> str:
    """Return « (Lourches a le code 59361) » when that name is another commune's of the département."""
    found = codes_called(commune.nom, commune.insee[:2])
    return f" ({commune.nom} a le code {found[0]})" if len(found) == 1 else ""


def check_slots(communes: Sequence[Commune], rules: PlanningRules | None) -> list[Problem]:
    """Check every slot against the campaign's planning rules, and that no two communes share one."""
    if rules is None:
        return []
    participants = [commune for commune in communes if commune.participe]
    waiting = [
        _problem(
            "warning", commune, "mediateur", "pas de créneau", "lancez « conventions planning » pour en proposer un"
        )
        for commune in participants
        if commune.slot is None and not commune.former
    ]
    claims = [Claim(commune.nom, commune.slot, *commune.place("semaine")) for commune in participants if commune.slot]
    claims.sort(key=lambda claim: claim.file != FILE)  # what the campaign says otherwise comes to what the project has
    remedy = "changez l’un des deux créneaux, ou videz-le et lancez « conventions planning » pour en proposer un"
    return waiting + check_claims(claims, rules, remedy)


def check_delegations(table: CommuneTable, campaign: Campaign) -> list[Problem]:
    """Warn of representatives of the EPCI for communes that there are not, or of whose name there are several."""
    known = Counter(name for commune in table.communes for name in commune.names)
    named = dict.fromkeys(name for one in campaign.epci.representants for name in one.communes)
    file, column = f"{campaign.name}/campaign.toml", "epci.representants.communes"
    doubts = ((name, *_SEVERAL) if name in known else (name, *_UNKNOWN) for name in named if known[name] != 1)
    return [Problem("warning", f"« {name} » : {doubt}", remedy, file, column=column) for name, doubt, remedy in doubts]


def check_annexes(table: CommuneTable, campaign: Campaign) -> list[Problem]:
    """Refuse annexes for communes that there are not: one that is misspelt would be left without its own.

    A name of several communes is told.
    """
    known = Counter(name for commune in table.communes for name in commune.names)
    lists = {"pack": campaign.pieces, "avenant": campaign.avenant}
    named = dict.fromkeys(
        (name, piece.template.name, section)
        for section, pieces in lists.items()
        for piece in pieces
        for name in piece.communes
    )
    return [
        Problem(
            "warning" if name in known else "error",
            f"« {name} », à qui va l’annexe {annexe} : {(_SEVERAL if name in known else _UNKNOWN)[0]}",
            (_SEVERAL if name in known else _UNKNOWN)[1],
            f"{campaign.name}/campaign.toml",
            column=f"{section}.pieces.communes",
        )
        for name, annexe, section in named
        if known[name] != 1
    ]


def check_signatories(communes: Sequence[Commune], campaign: Campaign) -> list[Problem]:
    """Warn where one person would sign for both parties (CGCT, articles L. 2122-26 and L. 5211-9).

    And of an order of the mayor by which the mayor signs, or somebody in the place of a mayor who signs for the EPCI.
    """
    problems = []
    for commune in communes:
        signatory = commune.signataire or commune.maire
        representative = campaign.epci.representative(commune, first_day(campaign.epci.deliberation.date))
        if not commune.participe:
            continue
        if signatory.is_same_as(representative):
            problems.append(_one_person(commune, signatory))
        if doubt := _doubt_of_order(commune, representative):
            problems.append(_problem("warning", commune, ORDER_COLUMN, *doubt))
    return problems


def _doubt_of_order(commune: Commune, representative: Person) -> tuple[str, str] | None:
    """Return why an order of the mayor does not let the commune's signatory sign, and what to do; None for nothing."""
    own = commune.signataire
    if own is None or not own.arrete:
        return None
    if own.is_same_as(commune.maire):
        return "le maire signerait par sa propre délégation", "videz cette colonne"
    if commune.maire.is_same_as(representative):
        message = "le maire signe pour l’EPCI : sa délégation ne peut pas faire signer pour la commune"
        return message, "faites désigner qui signe par le conseil (CGCT, art. L. 2122-26), et videz cette colonne"
    return None


def _one_person(commune: Commune, signatory: Person) -> Problem:
    """Tell that the same person signs for the EPCI and for the commune, and the two ways out."""
    who = f"{signatory.prenom} {signatory.nom}"
    message = f"{who} signerait pour les deux parties ; il est prudent que deux personnes signent"
    remedy = (
        "faites signer pour cette commune un vice-président ([[epci.representants]] dans campaign.toml ; CGCT, art. "
        "L. 5211-9), ou laissez le conseil municipal désigner un autre de ses membres, dans la zone que le projet de "
        "délibération prévoit (CGCT, art. L. 2122-26)"
    )
    column = "signataire_nom" if commune.signataire else "nom_maire"
    return _problem("warning", commune, column, message, remedy)


def _problem(level: Level, commune: Commune, column: str, message: str, remedy: str) -> Problem:
    return Problem(level, message, remedy, *commune.place(column), column, commune.nom)
