"""The PDFs that a campaign joins to its packs: what is wrong with each, and whether a pack can hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.pieces import BESIDE, UNCLAIMED, Piece
from generator.inputs.sources import Sources
from generator.inspection.examined import Examined
from generator.language.agreement import plural
from generator.language.lists import enumeration
from generator.progress import Silence
from generator.workers import FOREIGN, Limits, LocalWorkers

#: What one may cost: a minute of a processor, which on a busy machine takes longer.
_LIMITS = Limits(150.0, FOREIGN.bytes, 60)
#: From how many pages on an annexe is a lot of paper for each commune.
_MANY_PAGES = 100
#: How a check is called that does not bear the name of a standard.
_CHECKS = {"tags": "balises", "fonts": "polices non incorporées", "file": "structure interne"}


@lru_cache(maxsize=64)
def examine(data: bytes) -> Examined:
    """Look at a PDF that is to be joined, in another process: whatever it holds, it takes no more than ``_LIMITS``."""
    # Here, not above: what reads PDFs takes a noticeable time to load, and most campaigns have no annexe.
    from generator.inspection.examination import look_at, too_much

    with LocalWorkers(1, Silence().check) as workers:
        ((_, found),) = workers.imap(look_at, [data], lost=too_much, worth=1, limits=_LIMITS)
    return found


def examined(sources: Sources, look: Callable[[bytes], Examined] = examine) -> Sources:
    """Return the inputs with the place of each annexe, and with what is to be known of them among the warnings.

    One that cannot be joined at all is an error among the problems of the templates. Each is examined as ``look`` does.
    """
    campaign = sources.campaign
    found = {piece.kind: look(sources.annexes[piece.kind]) for piece in campaign.annexes}

    def placed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(
            replace(piece, place=_place(found[piece.kind], campaign)) if piece.annexe else piece for piece in pieces
        )

    problems = [one for piece in campaign.annexes for one in _problems(piece, found[piece.kind], sources)]
    return replace(
        sources,
        campaign=replace(campaign, pieces=placed(campaign.pieces), avenant=placed(campaign.avenant)),
        about_templates=(*sources.about_templates, *problems),
    )


def _place(found: Examined, campaign: Campaign) -> str:
    if found.error or found.apart:
        return BESIDE
    return (campaign.annexes_non_conformes or BESIDE) if found.faults else ""


def _problems(piece: Piece, found: Examined, sources: Sources) -> Iterator[Problem]:
    file = piece.template.name
    if found.error:
        yield Problem("error", found.error, "remplacez-le par un PDF lisible et sans mot de passe", file)
        return
    if found.signatures:
        told = " | ".join(found.signatures)
        message = f"il est signé : il est joint à côté du dossier relié, octet pour octet ; {told}"
        yield Problem("warning", message, "rien à faire, si c’est bien ce document qui est à joindre", file)
    elif found.apart:
        message = f"{enumeration(found.apart)} : relié au dossier, il y perdrait ; il est joint à côté, tel quel"
        yield Problem("warning", message, "pour qu’il y soit relié, faites-en une copie qui n’a que des pages", file)
    elif found.faults:
        told = ", ".join(
            f"{_CHECKS.get(check, check)} : {plural(count, 'manquement')}, dont « {first} »"
            for check, count, first in found.faults
        )
        if _place(found, sources.campaign) == UNCLAIMED:
            effect = "le dossier relié et le recueil ne portent donc pas les mentions PDF/A et PDF/UA"
            otherwise = ""
        else:
            effect = "il est donc joint à côté du dossier relié"
            otherwise = f', ou écrivez annexes_non_conformes = "{UNCLAIMED}" sous [pack] pour l’y mettre quand même'
        remedy = (
            "exportez-le en PDF/A-2b et PDF/UA (dans LibreOffice : Exporter au format PDF, cases PDF/A et PDF/UA), "
            "ou demandez-le ainsi à qui l’a fait"
        )
        yield Problem("warning", f"il n’est pas conforme ({told}) ; {effect}", remedy + otherwise, file)
    if piece.a_signer and _place(found, sources.campaign) == BESIDE:
        message = (
            "il est à signer sans être dans le dossier relié : il ne sera pas dans les originaux à signer non plus"
        )
        yield Problem("warning", message, "imprimez-le à part", file)
    if found.odd:
        message = f"il n’est pas tout entier en A4 ({found.odd})"
        yield Problem("warning", message, "réglez l’imprimante, ou faites-en une copie en A4", file)
    if found.pages > _MANY_PAGES:
        copies = sum(piece.concerns(commune.names) for commune in sources.participants)
        message = f"{found.pages} pages, pour {plural(copies, 'commune')} : {found.pages * copies} pages à imprimer"
        yield Problem("warning", message, "vérifiez que chaque commune doit les recevoir", file)
