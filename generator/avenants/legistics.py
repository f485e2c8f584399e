"""The sentences that make the changes of an article, as jurists write them."""

from __future__ import annotations

import re

from generator.avenants.modifications import Modification
from generator.language.numbers import lettres, ordinal_lettres
from generator.language.typography import NBSP, quoted


def told(change: Modification, count: int) -> str:
    """Return the sentence that makes a change in an article of ``count`` alinéas, without a full stop.

    What is inserted as alinéas is quoted below it.
    """
    sentence = _sentence(change, count)
    return sentence[0].upper() + sentence[1:]


def _sentence(change: Modification, count: int) -> str:
    place = f"au {ordinal_lettres(change.alinea)} alinéa, " if count > 1 and change.alinea else ""
    named = f"le {ordinal_lettres(change.alinea)} alinéa" if count > 1 and change.alinea else "l’alinéa"
    former, words = _words(change.former), _words(change.words)
    match change.kind:
        case "replaced":
            return f"{place}{_the(former)} {_pass(former, 'remplacé')} par {_the(words)}"
        case "removed":
            return f"{place}{_the(former)} {_pass(former, 'supprimé')}"
        case "inserted":
            return f"{place}après {_the(former)}, {_pass(words, 'inséré')} {_the(words)}"
        case "completed":
            sentence = re.fullmatch(r"[A-ZÀ-Ý][^.!?]*[.!?]", words)
            comes = f"une phrase ainsi rédigée : «{NBSP}{words}{NBSP}»" if sentence else _the(words)
            return f"{named} est complété par {comes}"
        case "alinea removed":
            return f"{named} est supprimé"
        case "alinea replaced":
            return f"{named} est remplacé par un alinéa ainsi rédigé"
    many = len(change.alineas)
    come = "un alinéa ainsi rédigé" if many == 1 else f"{lettres(many)} alinéas ainsi rédigés"
    if change.alinea == count:
        return f"l’article est complété par {come}"
    where = f"après {named}" if change.alinea else "avant le premier alinéa"
    return f"{where}, {'il est inséré' if many == 1 else 'sont insérés'} {come}"


def _words(text: str) -> str:
    return quoted(text.strip())


def _the(words: str) -> str:
    return f"{'les mots' if _are_many(words) else 'le nombre' if words.isdigit() else 'le mot'} «{NBSP}{words}{NBSP}»"


def _pass(words: str, participle: str) -> str:
    return f"sont {participle}s" if _are_many(words) else f"est {participle}"


def _are_many(words: str) -> bool:
    return re.fullmatch(r"[^\W\d]+(?:-[^\W\d]+)*|[0-9]+", words) is None
