"""What a council votes only to hold its sitting: who is its secretary, the minutes of the last one, the agenda."""

from __future__ import annotations

import re

from generator.papers.letters import Text

#: A sentence of procedure is not longer, in characters; a longer one is a page whose lines were lost.
_LONGEST = 400
_MINUTES = (
    r"(?:proces[- ]?verb\w{1,4}|comptes?[- ]?rendus?(?! (?:d'activites?|annue\w+|financiers?|techniques?))|"
    r"\b(?:p\.?v|c\.?r)\b\.?)"
)
#: « du 8 avril 2025 », « du 08/04/2025 » after the minutes.
_ITS_DAY = r"du (?:\d{1,2}(?:er)? [a-z]{3,9}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})"
#: Minutes of another sitting, told from a report that the act may be about.
_OTHER_MINUTES = (
    rf"(?:{_MINUTES}[^.;\n]{{0,40}}?\b(?:seances?|reunions?|conseils?|sessions?|precedent\w*|derni\w+)|"
    rf"(?:precedent|dernier)s? {_MINUTES}|{_MINUTES} {_ITS_DAY})"
)
_APPROVED = r"(?:approuv|adopt|valid|accept|arret|ratifi)\w*"
_APPROVAL = re.compile(
    r"(?:\b(?:approbation|adoption) de la (?:precedente |derniere )?(?:seance|reunion) (?:du|precedente)\b"
    r"[^.;\n]{0,200}|"
    rf"\b(?:approbation|adoption|validation|lecture|{_APPROVED})\b[^.;\n]{{0,80}}?{_OTHER_MINUTES}\b[^.;\n]{{0,200}}"
    rf"|{_OTHER_MINUTES}\b(?:(?!s'est reuni|\bl ?'? ?an deux)[^.;\n]){{0,200}}?"
    rf"\b(?:{_APPROVED}\b(?! le \d)|lu\b|sans (?:observation|remarque)|n'appel\w+|ne (?:fait|souleve))"
    rf"(?:(?!\bl ?'? ?an deux|\bnombre de)[^.;\n]){{0,120}})"
    r"(?:[.;]\s{1,3}(?:(?:vote ?: ?)?(?:adopte|approuve)?e?s? ?(?:a l')?unanimite\b))?"
)
_SECRETARY = re.compile(r"secreta(?:ire|riat)s?\b(?! (?:general|de mairie))")
_NAMES = re.compile(
    r"nomm|elu|elect|design|chois|propos|secretariat|fonction|candidat|"
    r"\b(?:est|comme|en (?:tant que|qualite de)|pour|role de) (?:le |la )?secretaire"
)
_AGENDA = re.compile(
    r"ordre du jour|huis[- ]clos|\bne pas\b[^.;\n]{0,60}\bsecrets?\b|"
    r"\bde (?:voter|proceder|recourir)\b[^.;\n]{0,40}\b(?:main levee|secrets?)\b|"
    r"\b(?:r?ajout|inscri|invers|retir|modifi)\w*\b[^.;\n]{0,60}\b(?:points?|questions?|sujets?)\b"
)
#: What is added to an agenda, where a council does not deliberate: « dix points supplémentaires » are an agent's too.
_ADDED = re.compile(
    r"(?!.*\bdelibere\b)(?:.*\b(?:points?|questions?|deliberations?|sujets?),? "
    r"(?:supplementaires?|non inscrite?s?|urgente?s?)\b|.*\bcet ajout\b|.*\bcette (?:inscription|inversion)\b)"
)
_VOTED = re.compile(r"unanim|\bvoix\b|adopt|approuv|accept|\bvot(?!ant)|majorite|\baccord\b")
#: What is put to a council, and the words of an answer that is about nothing else: « Accord unanime du conseil. ».
_PUT = re.compile(r"propos|demand|sollicit|souhait|soum[ei]|\br?ajout")
_ANSWER = frozenset(
    re.findall(
        r"\w+",
        "l le la les un de du des d a au aux en ce cet cette et ou par pour contre est sont ete s se avec son sa ses "
        "conseil municipal assemblee membres conseillers elus presents representes votants voix vote votes mains "
        "unanimite unanime unanimes unanimement majorite accord avis favorable favorablement donne donnent approuve "
        "approuvent approuvee adopte adoptee adoptes adoptent accepte acceptent acceptee valide validee votent "
        "proposition demande ajout inscription modification point resultat abstention abstentions tous",
    )
)
#: A point of the agenda that is no act.
_POINT = re.compile(
    rf"secretaires? (?:de (?:la )?seance|adjoint)|secretariat de|{_MINUTES}(?:s? d|s? de la)?[^.;\n]{{0,30}}"
    rf"\b(?:seance|reunion|conseil|precedent|dernier)|(?:approbation|adoption|validation) (?:du|des) {_MINUTES}\b|"
    rf"{_MINUTES} {_ITS_DAY}|"
    r"ordre du jour|\bappel (?:nominal|des)|ouverture de (?:la )?seance|\bquorum\b"
)


def procedures(text: Text) -> list[tuple[int, int]]:
    """Return the places of the sentences by which a council opens its sitting, in order; they may overlap.

    A sentence that only answers is of procedure as what it answers is.
    """
    found = [match.span() for match in text.find(_APPROVAL, flowing=True)]
    put = False
    for start, end in text.sentences():
        sentence = text.flowing[start:end]
        if not sentence.strip():
            continue
        named = _SECRETARY.search(sentence) is not None and _NAMES.search(sentence) is not None
        listed = _AGENDA.search(sentence) is not None or _ADDED.match(sentence) is not None
        voted = _VOTED.search(sentence) is not None
        if end - start <= _LONGEST and voted and (named or listed or (put and _is_answer(sentence))):
            found.append((start, end))
        put = not voted and (named or (listed and _PUT.search(sentence) is not None))
    return sorted(found)


def _is_answer(sentence: str) -> bool:
    """Tell whether a folded sentence tells a vote and names nothing that is voted."""
    return _ANSWER.issuperset(re.findall(r"[^\W\d]+", sentence))


def is_procedure(title: str) -> bool:
    """Tell whether a point with this folded title is one of procedure."""
    return _POINT.search(title) is not None
