"""What limits, puts off or changes what a council approves or authorises, in the words of its decision.

Limits are endless, the words that bring them in are few: prepositions, conjunctions and adverbs, and the verbs that
change a text. Read in folded text on one line, as ``decisions`` makes it.
"""

from __future__ import annotations

import re

#: A time, a condition, an exception.
_WHEN = re.compile(
    r"\bs(?:i(?! (?:besoin|necessaire))|'ils?)\b|\bpour(?: autant|vu)\b|\bmoyennant\b|\bsauf\b|\bhormis\b|\bexcepte\b|"
    r"\ba (?:l'(?:exclusion|exception)|defaut|charge (?:pour|d))\b|\bhors\b|\bfaute d|\bsinon\b|\bmais\b|"
    r"\btoutefois\b|\bcependant\b|\bneanmoins\b|\bsans\b(?! (?:reserves?|observations?|(?:aucune? )?(?:incidence|effet|"
    r"impact|contrepartie|frais|cout|prejudice))\b)|"
    r"\b(?:pendant|durant|depuis|avant)\b|\bapres\b(?!-midi| (?:en avoir|avoir|deliber|lecture|expose|vote))|"
    r"\bdes (?:lors|qu)|\blorsqu|\bquand\b|\bune fois\b|\baussitot\b|\btant qu|\ba partir du moment|\bd'ici\b|"
    r"\bau plus\b|\bau moins\b|\ben attendant\b|\ben cas d|\ben (?:contrepartie|echange)\b|\bprealables?\b|"
    r"\bjusqu'a(?!u \d)|\bn(?:e |'(?!a(?:yant)? (?:pas d|aucune)))[^,;.]{0,60}\bqu[e']|"
    r"\b(?:selon|suivant)\b(?! (?:les?|la) (?:modalites|conditions|termes|projet|modele|texte))|"
    r"\b(?:soumis\w* a (?:l'|un )?(?:avis|accord|visa|condition)|(?:avec|sur) l'accord (?:de|du|des)\b)|"
    r"\betant (?:entendu|precise) qu|\bau lendemain d|\bse reserv\w+|"
    r"\ba (?:compter|partir) (?:de |du |des |d')(?!\d|premier\b|ce\b|(?:s[ao]n? |l'|la |cette )?(?:date|jour|"
    r"notification|signature|publication|transmission|entree|prise|execution|\w+ annee|annee|rentree|presente))|"
    r"\ba l'(?:issue|expiration|achevement|obtention|adoption|arrivee) d"
    r"(?!e (?:cette|la|chaque|son|sa) (?:\w+ )?(?:periode|duree|annee)\b(?! d'essai))"
)
#: How much, how long, and no more.
_HOW_MUCH = re.compile(
    r"\b(?:dans la|a la) (?:seule )?limite\b|\ba hauteur de\b|\b(?:maximum|maximal|minimum|plafon)\w*|\bexced\w+|"
    r"\bseule?s?\b|\bseulement\b|\b(?:unique|exclusive|partielle)ment\b|\ben partie\b|\bprovisoire\w*|\btemporaire\w*|"
    r"\ba titre (?!gra(?:cieux|tuit))|\bexperiment\w+|\ba l'essai\b|\bmoins\b(?! \w+ (?:voix|votes?|abst))|"
    r"\b(?:limite|reduit|ramene|restreint|cantonne|doubl|raccourci)(?:e?s?|ees?)\b"
)
#: What may say where, how or for whom, and is no limit after these words only.
_ASIDE = re.compile(
    r"\bdans\b(?! (?:le cadre|le domaine|l[ae]s? (?:communes?|locaux|salles?|batiments?|termes|conditions)|"
    r"(?:toutes )?(?:ses|leurs) (?:demarches|dispositions|clauses)|sa version)\b)|\bsous\b(?! (?:(?:la )?forme|le n))|"
    r"\ben\b(?! (?:vue|matiere|faveur|annexe|application|vertu|question|cause|outre|consequence|ce sens|effet|ligne|"
    r"mairie|seance|piece|(?:sa )?qualite|la personne|double|\w+ exemplaires?|date|situation|direction|milieu|"
    r"itinerance|difficulte|partenariat|cours|\w*uvre|(?:fix|precis|defini|decoul|result|assur|suiv|execut)\w*)\b)"
)
#: Another text than the one that was sent. Of an avenant it is the matter.
_OTHERWISE = re.compile(
    r"\b(?:modifi|amend|rectifi|corrig|supprim|remplac|substitu|reformul)(?:er|ee?s?|ent|ant|ons)\b|"
    r"\b(?:modification|correction|rectification|suppression|amendement|(?<!sans )(?:reserve|observation|"
    r"remarque))s?\b|\brev(?:ue?s?|oir)\b|\bau lieu d|\ben lieu et place\b|"
    r"\bavec effet\b(?! a (?:compter de |la date de )?(?:[ls]a|cette) (?:notification|signature))|"
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
    r"\bsollicit\w+|\betudes?\b|\bcandidatures?\b|\bsoi(?:t|ent)\b(?! [\w-]+ (?:voix|pour|votes?))|"
    r"\b(?:aur(?:a|ont)\b(?! lieu)|rest(?:e|ent)|dev(?:ra|ront)|doi(?:t|vent))\b"
)
#: What an avenant is changed by in its turn.
_AMENDED = re.compile(
    r"\bamend(?:ements?|ee?s?)\b|\b(?:modifie|corrige)e?s? par\b|\bmodifiee?s?$|\bau lieu d|"
    r"\bavec (?:\w+ ){0,3}(?:modification|correction|reserve|observation|remarque)s?\b"
)
_AVENANT = re.compile(r"\bavenants?\b")
_DELIBERATED = re.compile(r"\bdelibere\b")
_REASONS = re.compile(r"\b(?:vu|considerant|attendu)\b")
#: Where another verb of the council begins in a sentence without marks.
_NEXT_VERB = re.compile(
    r"\b(?<!\bn')(?=(?:n'|en )?(?:autoris|habilit|mandat|charg|approuv|adopt|accept|valid|imput|design|remerci)"
    r"(?:e|ent|er|ons)\b|(?:dit|precise|rappelle|souligne|demande|souhaite|exige|prend acte)\b)"
)
_APPROVES = re.compile(r"(?:n'|ne )?(?:approuv|adopt|accept|valid)(?:e|ent|er|ons)\b")
_PAPER = re.compile(r"\b(?:conventions?|contrats?|avenants?|projets?|termes|textes?|propositions?)\b")
_SAYS = re.compile(r"(?:dit|precise|rappelle|souligne|indique|demande|souhaite|exige)\b")
#: What a council wishes of what was sent to it, in whatever words.
_WISHES = re.compile(r"(?:demande|souhaite|exige) (?:a ce )?qu[e'](?! ?(?:la|cette) (?:presente )?deliberation)")
_OF_PAPER = re.compile(
    r"\b(?:conventions?|contrats?|signature|signe[er]?|articles?|reconduction|renouvellement|durees?|permanences?|plannings?|"
    r"calendriers?|annexes?)\b"
)
#: What restrains a decision after it was given: until when it holds, or what goes against it.
_RESTRAINS = re.compile(
    r"\b(?:autorisation|habilitation|deliberation) [^,;.]{0,30}\b(?:(?:vaut|valable|valide)\b(?! des s)|"
    r"(?:expire|caduque?|cesse)\b)|"
    r"\b(?:autorisation|habilitation|deliberation|decision)\b[^,;.]{0,40}\bn(?:e |')(?:[\w']+ ){1,3}qu[e']|"
    r"\bconditionn\w* (?:cette|la presente|l'|son) ?(?:autoris|habilit|accord|decis|delib)\w*|"
    r"\b(?:toutefois|cependant|neanmoins)\b"
)
#: What is said of an authorisation that was given.
_OF_ITSELF = re.compile(r"(?:cette|la presente|ladite|l') ?(?:autorisation|habilitation)\b")
#: What the commune will not do of what it was asked; a cost that it will not bear is none.
_DECLINES = re.compile(
    r"\b(?:(?:commune|ville|municipalite|collectivite) n(?:e |')(?:\w+ ){1,4}?(?:pas|plus|point|aucune?)|"
    r"(?:reste|est|sont|sera|seront) exclu\w*|"
    r"aucune? (?:(?!depense|cout|somme|charge|participation)\w+ ){1,3}?n(?:e|'\w+))\b"
    r"(?![^,;]*\b(?:financ|frais|cout|charge|contribut|redevance|remuner|participation)\w*)"
)
_MONEY = re.compile(r"\b(?:budget\w*|credits?|depenses?|recettes?|imput\w+)\b")
#: What a council asks to be made another way.
_ASKS = re.compile(
    r"(?:demande|souhaite|exige)\b.*?\b(?:revoir|renegoci|modifi|corrig|ajout|supprim|mainten|augment|redui|clarifi|"
    r"deplac|chang|remplac|retir)\w*"
)


def limits(words: str, before: str) -> bool:
    """Tell whether an authorisation is given under a limit, in its ``words`` or in those ``before`` them."""
    changed = _AMENDED if _AVENANT.search(words) else _OTHERWISE
    if any(pattern.search(words) for pattern in (_WHEN, _HOW_MUCH, _ASIDE, changed, _TO_COME)):
        return True
    own = _NEXT_VERB.split(_decided(before))[-1]
    return any(pattern.search(own) for pattern in (_WHEN, _HOW_MUCH))


def limited(sentence: str, *, amending: bool) -> bool:
    """Tell whether a sentence approves what was sent under a limit, or says or asks something else of it.

    A council that is ``amending`` its convention changes it by that.
    """
    return any(_is_limited(part, amending=amending) for part in _NEXT_VERB.split(_decided(sentence)))


def _is_limited(part: str, *, amending: bool) -> bool:
    limiting = (_WHEN, _HOW_MUCH, _AMENDED if amending or _AVENANT.search(part) else _OTHERWISE)
    if _APPROVES.match(part) and _PAPER.search(part):
        return any(pattern.search(part) for pattern in (*limiting, _ASIDE))
    if _SAYS.match(part) and _OF_PAPER.search(part) and not _MONEY.search(part):
        return _WISHES.match(part) is not None or any(pattern.search(part) for pattern in (*limiting, _TO_COME))
    if _SAYS.match(part) and _DECLINES.search(part) and not _MONEY.search(part):
        return True
    if _OF_ITSELF.match(part) and any(pattern.search(part) for pattern in limiting):
        return True
    return not amending and (_ASKS.match(part) or _RESTRAINS.search(part)) is not None


def _decided(sentence: str) -> str:
    """Return what follows « après en avoir délibéré » in a sentence, nothing of one that only gives reasons."""
    decided = _DELIBERATED.split(sentence)[-1]
    return "" if _REASONS.match(decided.strip()) else decided
