"""What limits, puts off or changes what a council approves or authorises, in the words of its decision.

Limits are endless, the words that bring them in are few: prepositions, conjunctions and adverbs, and the verbs that
change a text. Read in folded text on one line, as ``decisions`` makes it.
"""

from __future__ import annotations

import re

#: A time, a condition, an exception.
_WHEN = re.compile(
    r"\bs(?:i(?! (?:besoin|necessaire))|'ils?)\b|\bpour(?: autant| ce qui(?! l)|vu)\b|\bmoyennant\b|\bsauf\b|"
    r"\bhormis\b|\bexcepte\b|\bsous (?:la |les |toutes? )?(?:reserve|condition)s?\b|\ba (?:la )?condition\b|"
    r"(?<!\bou )\ba (?:l'(?:exclusion|exception)|defaut|charge (?:pour|d))\b|\bhors\b|\bfaute d|\bsinon\b|\bmais\b|"
    r"\btoutefois\b|\bcependant\b|\bneanmoins\b|\bsans\b(?! (?:reserves?|observations?|(?:aucune? )?(?:incidence|effet|"
    r"impact|contrepartie|frais|cout|prejudice))\b)|"
    r"\b(?:pendant|durant|depuis|avant)\b|\bapres\b(?!-midi| (?:en avoir|avoir|deliber|lecture|expose|"
    r"discussion|debat|echange|vote))|"
    r"\bdes (?:lors|qu)|\blorsqu|\bquand\b|\bune fois\b|\baussitot\b|\btant qu|\ba partir du moment|\bd'ici\b|"
    r"\bau plus\b|\bau moins\b|\ben attendant\b|\ben cas d|\ben (?:contrepartie|echange)\b|\bprealables?\b|"
    r"\bjusqu'a(?!u \d)|\bn'\w+ant (?:pas|plus)\b(?! d[e'])|"
    r"\b(?:au nom|pour (?:le )?compte) d(?!e (?:la|ladite|sa) (?:commune|ville)\b)|"
    r"\bn(?:e |'(?!a(?:yant)? (?:pas d|aucune)))[^,;.]{0,60}\bqu[e']|"
    r"\b(?:selon|suivant)\b(?! (?:les?|la) (?:modalites|conditions|termes|projet|modele|texte))|"
    r"\b(?:soumis\w* a (?:l'|un )?(?:avis|accord|visa|condition)|(?:avec|sur) l'accord (?:de|du|des)\b)|"
    r"\b(?:restant|demeurant|conservant|gardant|pouvant|demandant|souhaitant|exigeant)\b|"
    r"\bcontre (?:participation|paiement|remuneration)\b|"
    r"\betant\b(?! (?:donnee?s?|absente?s?|presente?s?|atteint|epuis|unanim|sortie?|ci-|annex|joint))|"
    r"\bdevant (?:etre|avoir)\b|\bau lendemain d|\bse reserv\w+|"
    r"\ba (?:compter|partir) (?:de |du |des |d')(?!\d|premier\b|ce\b|(?:s[ao]n? |l'|la |cette )?(?:date|jour(?! ou)|"
    r"notification|signature|publication|transmission|entree|prise|execution|\w+ annee|annee|rentree|presente))|"
    r"(?:,|\bconvention) a l'(?:achevement|obtention|adoption|approbation|arrivee|ouverture) d|"
    r"\ba l'(?:issue|expiration) d"
    r"(?!e (?:cette|la|chaque|son|sa) (?:\w+ )?(?:periode|duree|annee)\b(?! d'essai))"
)
#: How much, how long, and no more.
_HOW_MUCH = re.compile(
    r"\b(?:dans la|a la) (?:seule )?limite\b|\ba hauteur de\b|\b(?:maximum|maximal|minimum|plafon)\w*|\bexced\w+|"
    r"\bse limit\w+|\bcaduques?\b|\b(?:non|sans) (?:re)?(?:conduct|nouvel)\w+|"
    r"\bseule?s?\b|\bseulement\b|\b(?:unique|exclusive|partielle|globale)ment\b|\beconomie generale\b|"
    r"\ben partie\b|\bprovisoire\w*|\btemporaire\w*|"
    r"\b(?:pour l[ea]|une?) (?:\w+ )?(?:semestre|trimestre|saison)\b|"
    r"\ba titre (?!gra(?:cieux|tuit))|\bexperiment\w+|\b(?:a l'|d')essai\b|\bde test\b|\bduree du (?:\w+ )?mandat\b|"
    r"\bmoins\b(?! \w+ (?:voix|votes?|abst))|"
    r"\b(?:limite|reduit|ramene|restreint|cantonne|doubl|raccourci|ampute|allege|expurge)(?:e?s?|ees?)\b"
    r"(?<!mobilite reduite)|"
    r"\b(?:duree|convention) (?:de|pour) (?!12|douze)\w+ mois\b"
)
#: What may say where, how or for whom, and is no limit after these words only.
_ASIDE = re.compile(
    r"\bdans\b(?! (?:[cl]e cadre|le domaine|les (?:meilleurs|plus brefs) delais|"
    r"l[ae]s? (?:communes?|locaux|salles?|batiments?|termes|conditions|conventions?|projet)|"
    r"tou(?:s|tes) les|(?:toutes )?(?:ses|leurs) (?:demarches|dispositions|clauses)|sa version)\b)|"
    r"\bsous\b(?!-| (?:(?:la )?forme|le n))|"
    r"\ben\b(?! (?:vue|place|matiere|faveur|annexe|application|vertu|question|cause|outre|consequence|ce sens|effet|"
    r"ligne|"
    r"mairie|seance|piece|(?:sa )?qualite|la personne|double|\w+ exemplaires?|date|situation|direction|milieu|"
    r"itinerance|difficulte|partenariat|cours|\w*uvre|(?:fix|precis|defini|decoul|result|assur|suiv|execut)\w*)\b)"
)
#: Another text than the one that was sent. Of an avenant it is the matter.
_OTHERWISE = re.compile(
    r"\b(?:modifi|amend|rectifi|corrig|supprim|remplac|substitu|reformul)(?:er|ee?s?|ent|ant|ons)\b|"
    r"\b(?:modification|correction|rectification|suppression|amendement|(?<!sans )(?:reserve|observation|"
    r"remarque))s?\b|\brev(?:ue?s?|oir)\b|\bau lieu d|\ben lieu et place\b|\ba la place d|"
    r"\bavec [^,;.]{0,20}\b(?:amenagement|ajustement|changement|ajout|complement|adjonction)s?\b|"
    r"\bavec effet\b(?! (?:a (?:compter de |la date de )?(?:[ls]a|cette) (?:notification|signature)|"
    r"(?:au|des le|a compter du) (?:1er|\d+) \w+ 20\d\d))|"
    r"\bversions?\b(?!(?: (?:definitive|finale|de|du|la|ladite|cette|convention|projet|est))* (?:ci-)?"
    r"(?:annex|joint|present)ee?s?\b)|"
    r"\bcompletee?s? (?:de|d'|du|des|par)\b(?! (?:(?:ses|son) )?(?:annexes?|plannings?|calendriers?)\b)|"
    r"\bqu'(?:il|elle)s? (?:resulte|ressort)\w*|\bpremier projet\b|\bprojet initial\b|"
    r"\b(?:articles?|alineas?|clauses?) (?:n ?°? ?)?\d(?!\d*\b[^,;.]{0,20}"
    r"\b(?:du code|de la loi|du decret|du cgct))"
)
#: What is still to be done before, or instead.
_TO_COME = re.compile(
    r"\ben (?:y )?(?:apport|ajout|integr|modifi|supprim)ant\b|\bnegoci\w+|\bresili\w+|\bdenonc\w+|"
    r"\bmett\w+ (?:fin|un terme)\b|\bpuis\b|"
    r"\ba (?!(?:accompl|approuv|conclu|effectu|engag|entrepren|etabl|execut|particip|pass|poursui|pren|proced|"
    r"represent|sign|mettre en)\w*)[a-z]+(?:er|ir|re)\b[^,;.]{0,40}\bet (?:a )?(?:l[ae]s? )?sign|"
    r"\bsollicit\w+|\betudes?\b|\bcandidatures?\b|\bsoi(?:t|ent)\b(?! [\w-]+ (?:voix|pour|votes?))|"
    r"\b(?:aur(?:a|ont)\b(?! lieu)|rest(?:e|ent)|dev(?:ra|ront)|doi(?:t|vent))\b"
)
#: What an avenant is changed by in its turn.
_AMENDED = re.compile(
    r"\bamend(?:ements?|ee?s?)\b|\b(?:modifie|corrige)e?s? par\b|\bmodifiee?s?$|\bau lieu d|"
    r"\bavec (?:\w+ ){0,3}(?:modification|correction|reserve|observation|remarque)s?\b"
)
_AVENANT = re.compile(r"\bavenants?\b")
_DELIBERATED = re.compile(r"(?<!\baura )(?<!\bauront )(?<!\bait )\bdelibere\b")
_REASONS = re.compile(r"\b(?:vu|considerant|attendu)\b")
#: Where another verb of the council begins in a sentence without marks.
_NEXT_VERB = re.compile(
    r"\b(?<!\bn')(?<!\bne )(?<!\best )(?<!\bla )(?<!\bune )(?<!\ben )(?!en charge\b)(?="
    r"(?:n'|en )?(?:autoris|habilit|mandat|charg|approuv|adopt|accept|valid|imput|design|remerci|donn|confer)"
    r"(?:e|ent|er|ons)\b|(?<!maire )(?:dit|precise|rappelle|souligne|demande|souhaite|exige|prend acte)\b|"
    r"(?<=\bet )(?:se |s')[a-z]+(?<!an)[etd] |(?<=\bet )(?!mme |madame |tou|cett|remplac)[a-z]{3,}(?:e|t|d) "
    r"(?:(?:que|l[ae]s?|une?|son|sa|ses|contre|a \d+)\b|l'))"
)


def limits(words: str, before: str) -> bool:
    """Tell whether an authorisation is given under a limit, in its ``words`` or in those ``before`` them."""
    own = next(filter(str.strip, _NEXT_VERB.split(words)), words)
    return (
        is_altered(own, amending=False)
        or is_restrained(own)
        or is_qualified(own)
        or _TO_COME.search(own) is not None
        or is_restrained(parts(before)[-1])
    )


def is_restrained(words: str) -> bool:
    """Tell whether something is said under a condition, for a time, with an exception, or up to some measure."""
    return any(pattern.search(words) for pattern in (_WHEN, _HOW_MUCH))


def is_altered(words: str, *, amending: bool) -> bool:
    """Tell whether the text that was sent is changed; a council that is ``amending`` its convention does that."""
    return (_AMENDED if amending or _AVENANT.search(words) else _OTHERWISE).search(words) is not None


def is_qualified(words: str) -> bool:
    """Tell whether more is said of what is approved than where, how and for whom it is."""
    return _ASIDE.search(words) is not None


def parts(sentence: str) -> list[str]:
    """Return what a sentence decides, verb by verb, nothing of what stands before « après en avoir délibéré »."""
    return _NEXT_VERB.split(_decided(sentence))


def opens(sentence: str) -> bool:
    """Tell whether the words « après en avoir délibéré » stand in a sentence: what follows decides."""
    return _DELIBERATED.search(sentence) is not None


def _decided(sentence: str) -> str:
    """Return what follows « après en avoir délibéré » in a sentence, nothing of one that only gives reasons."""
    decided = _DELIBERATED.split(sentence)[-1]
    return "" if _REASONS.match(decided.strip()) else decided
