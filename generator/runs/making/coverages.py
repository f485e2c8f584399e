"""The coverage of templates as a clerk reads it: which passage stands in whose dossiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.dossiers.mergers import read_known
from generator.inputs.sources import Sources
from generator.inspection.branches import Branch
from generator.inspection.coverage import Coverage, measure_coverage
from generator.language.agreement import first_of, plural
from generator.law.acts import Act
from generator.progress import Progress
from generator.project import Project
from generator.register.standings import Standings
from generator.workers import OURS, LocalWorkers

#: How many communes a sentence names.
_NAMED = 3
#: When the conditions of the program's own templates hold.
CONDITIONS = {
    "avenant": "le planning accompagne un avenant",
    "avenant or reconduction": "le planning suit un avenant ou une reconduction",
    "avenant ou reconduction or fin": "le planning suit un avenant, une reconduction ou une fin",
    "avenant ou reconduction ou fin": "le planning suit un avenant, une reconduction ou une fin",
    "commune.adresse_mairie": "l’adresse de la mairie est connue",
    "commune.arrondissement": "l’arrondissement est connu",
    "commune.code_postal": "le code postal est connu",
    "commune.departement": "le département est connu",
    "commune.departement or commune.arrondissement": "le département ou l’arrondissement est connu",
    "conseil.a_designer": "le conseil doit désigner qui signe à la place du maire",
    "conseil.delai_convocation == 5": "la convocation part cinq jours francs avant la séance",
    "conseil.droit_local": "la commune est en Moselle, dans le Bas-Rhin ou dans le Haut-Rhin",
    "conseil.note_de_synthese": "une note de synthèse accompagne la convocation",
    "conseil.note_de_synthese ou conseil.droit_local": "une note de synthèse accompagne la convocation, ou la commune "
    "est en Moselle, dans le Bas-Rhin ou dans le Haut-Rhin",
    "conseil.publication_electronique": "la commune publie ses actes sous forme électronique",
    "convention.originaux > 1": "la convention se signe en plusieurs originaux",
    "convention.reconduction.duree_mois": "la convention est reconduite tacitement",
    "convention.reconduction.duree_mois == 1": "elle est reconduite par périodes d’un mois",
    "convention.reconduction.duree_mois == 12": "elle est reconduite par périodes d’un an",
    "convention.reconduction.duree_mois == 12 ou convention.reconduction.duree_mois == 1": "ces périodes durent un an, "
    "ou un mois",
    "convention.reconduction.maximum": "le nombre des reconductions est limité",
    "convention.reconduction.maximum > 1": "plusieurs reconductions sont permises",
    "creneau": "la commune a un créneau",
    'creneau.demi_journee == "matin"': "le créneau est le matin",
    "creneau.lieu": "le lieu est connu",
    "deliberation": "la délibération est enregistrée",
    '" et " in epci.fondement': "l’EPCI repose sur plusieurs articles",
    "epci.fondement": "les articles de la catégorie de l’EPCI sont connus",
    "epci.signataire.arrete": "un arrêté délègue la signature pour l’EPCI",
    "fin": "la convention prend fin",
    "logo": "la campagne a un logo",
    "not avenant and not reconduction and not fin": "le planning accompagne la convention",
    "not commune.destinataire": "aucun destinataire n’est nommé",
    "not deliberation.transmise_le": "la délibération n’est pas encore transmise",
    "not fin": "la convention ne prend pas fin",
    "planning": "la campagne a un planning",
    "reconduction": "le planning suit une reconduction",
    "reconduction or fin": "le planning suit une reconduction ou une fin",
    "seance.ferie": "le jour est férié",
    "signataire": "on sait qui signe pour la commune",
    "signataire.arrete": "un arrêté du maire délègue la signature pour la commune",
    "voies_de_recours": "les voies de recours sont écrites",
}
#: What their loops go through, and that there is none of it.
LOOPS = {
    "for piece in pieces": ("pour chaque pièce", "sans aucune pièce"),
    "for seance in planning.seances": ("pour chaque séance", "sans aucune séance"),
}


def measured(sources: Sources, standings: Standings) -> tuple[Coverage, ...]:
    """Return which communes exercise which branch, with the deliberations that are recorded."""
    return measure_coverage(sources, _acts(sources, standings))


def coverage_of(project: Project, file: str, progress: Progress) -> tuple[Coverage, ...]:
    """Return that of one template, worked out in a process with limits: it may have changed since it was looked at.

    Raises DataError, TemplateError, RegisterError.
    """
    sources, standings = read_known(project)
    with LocalWorkers(1, progress.check) as workers:
        ((_, found),) = workers.imap(_measured, [(sources, _acts(sources, standings), file)], worth=1, limits=OURS)
    return found


def _measured(given: tuple[Sources, dict[str, Act], str]) -> tuple[Coverage, ...]:
    return measure_coverage(*given)


def _acts(sources: Sources, standings: Standings) -> dict[str, Act]:
    """Return the deliberations recorded, by INSEE code."""
    conventions = {commune.insee: standings.convention(commune.insee) for commune in sources.participants}
    return {insee: found.act.act for insee, found in conventions.items() if found and found.act}


def coverage_told(coverage: Sequence[Coverage], place: str) -> Iterator[str]:
    """Yield in whose dossiers each passage of a place stands, in a sentence that names a few of them."""
    for item in coverage:
        here = item.branch.place
        if item.branch.text and (here == place or here.startswith(f"{place}, ")):
            yield f"{_dossiers(item, _NAMED)} : {_said(item)}."


def coverage_lines(coverage: Sequence[Coverage]) -> Iterator[str]:
    """Yield the lines that say, template by template, in whose dossiers each conditional passage stands.

    Passages of the same dossiers stand together, those of none first. What a condition prints when it does not hold is
    told only if it is a text.
    """
    printed = [item for item in coverage if item.branch.text]
    for file in dict.fromkeys(item.file for item in printed):
        yield f"{file}"
        own = sorted(
            (item for item in printed if item.file == file), key=lambda item: (len(item.communes), _codes(item))
        )
        for _, group in groupby(own, _codes):
            passages = list(group)
            yield f"  {_dossiers(passages[0])} :"
            for item in passages:
                yield f"    {item.branch.place} : {_said(item)}"


def coverage_summary(coverage: Sequence[Coverage]) -> str:
    """Return how many passages stand in no dossier."""
    printed = [item for item in coverage if item.branch.text]
    missed = sum(not item.communes for item in printed)
    many = plural(len(printed), "passage conditionnel", "passages conditionnels")
    told = f", dont {missed} qui {'n’est' if missed == 1 else 'ne sont'} dans aucun dossier" if missed else ""
    if printed and not missed:
        told = f", {'tous ' if printed[1:] else ''}dans un dossier au moins"
    return f"{many}{told}."


def _said(coverage: Coverage) -> str:
    branch = coverage.branch
    if any(map(str.isalpha, branch.text)):
        return f"« {branch.text} »"
    return f"ce qui s’imprime {when(branch)}"


def when(branch: Branch) -> str:
    """Say when a document passes a branch; as its template says it where that is another's than the program's own."""
    if branch.kind in ("for", "empty"):
        some, none = LOOPS.get(branch.condition, (f"dans la {branch.label}",) * 2)
        return some if branch.kind == "for" else none
    told = CONDITIONS.get(branch.condition)
    return f"{'quand' if branch.kind == 'if' else 'sauf quand'} {told}" if told else branch.label


def _codes(coverage: Coverage) -> tuple[str, ...]:
    return tuple(commune.insee for commune in coverage.communes)


def _dossiers(coverage: Coverage, shown: int | None = None) -> str:
    """Return whose dossiers they are, in the shortest words that name them all, or no more than ``shown`` of them."""
    communes, others = coverage.communes, coverage.others
    if not communes:
        return "Dans aucun dossier"
    if not others:
        return "Dans tous les dossiers"
    some = communes if len(communes) <= len(others) else others
    names = [commune.nom for commune in some]
    told = first_of(names, len(names) if shown is None else shown)
    if some is communes:
        return f"Dans {plural(len(some), 'dossier')} ({told})"
    return (
        f"Dans tous les dossiers, sauf {told if shown is None or len(some) <= shown + 1 else f'{len(some)} ({told})'}"
    )
