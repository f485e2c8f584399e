"""What an ordinary consent says, in the words of a council's decision, and what it says besides.

What councils add to a consent is endless, and what they usually say is not: who executes the decision, the budget, the
vote, the formalities, the convention as it was sent. The rest is for somebody to read. Read in folded text on one line,
as ``decisions`` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.law.limits import is_altered, is_qualified, is_restrained, opens, parts

_APPROVES = re.compile(
    r"(?:n'|ne )?(?:approuv|adopt|accept|valid|enterin)(?:e|ent|er|ons)\b|"
    r"donn\w* (?:son |leur )?(?:accord|aval|assentiment|approbation|consentement)\b|"
    r"(?:est|sont) (?:\w+ )?(?:approuv|adopt|accept|valid)ee?s?\b"
)
_PAPER = re.compile(
    r"\b(?:conventions?|contrats?|avenants?|projets?|termes|textes?|propositions?|amendements?|articles?)\b"
)
#: The number of an article of the decision: before what it decides, and where the next one begins.
_ARTICLE = r"(?<!')\barticle (?:premier|unique|\d+(?:er|e)?|deux|trois|quatre|cinq|six)\b"
_HEADING = re.compile(rf"{_ARTICLE}\s*$")
#: Who decides and how, before what is decided.
_LEAD = re.compile(
    rf"(?:\W+|\d+\W|{_ARTICLE}|(?:et|puis|enfin|ainsi|egalement|en outre|par ailleurs|de plus)\b|"
    r"(?:ce|le|son) conseil(?: municipal)?\b|l'assemblee(?: deliberante| municipale)?\b|"
    r"les (?:membres|elus|conseillers)(?: du conseil)?(?: municip\w+)?\b|"
    r"a (?:l'unanimite|la majorite)(?= (?:de |d'))|"
    r"(?:a (?:l'unanimite|la majorite)|par \d+|apres|oui|entendu|appele)\b[^,:;]*[,:]|"
    r"(?:decid|declar)(?:e|ent)\b|"
    r"(?:il|elle)\b(?= \w+ qu[e'])|"
    r"(?:il |elle )?(?:l[ae] |l'|lui )(?=(?:charg|autoris|mandat|invit|remerci|demand|donn)\w* )|"
    r"(?:de |d')(?:l[ae]s? |l'|lui )?(?=(?:se |s')?\w+(?:er|ir|re)\b))*"
)
#: What joins it to what comes next.
_JOINED = re.compile(r"(?:(?: et|,)? d[e']| et)$")
#: How a council brings in what it says.
_SAYS = re.compile(
    r"(?:(?:dit|precis\w+|rappel\w+|indiqu\w+|confirm\w+|soulign\w+|constat\w+|not\w+|demand\w+|"
    r"prend (?:note|acte)) (?=qu))?(?:que |qu')?"
)
_RECALLS = re.compile(
    r"(?:(?:rappel|soulign|confirm|constat|estim|consider|reconnai)\w*|note(?:nt)?) (?!.*\b(?:ne|n'\w+|pas)\b)"
)
#: An authorisation, which ``authorisations`` judges where it is one to sign.
_GIVES = re.compile(
    r"(?:[^;]{0,60}\b(?:est|sont) (?:\w+ )?|n'|en )?(?:autoris|habilit)\w*\b|"
    r"(?:mandat|charg|donn|confer|delegu)\w*\b[^;]*\bsign\w+"
)
#: What every deliberation says of itself, of its votes and of those who sign it.
_FORMAL = re.compile(
    r"(?:la |cette )?(?:presente )?(?:deliberation|decision)?\b[^;]*?(?:sera|seront|est|sont|soit|ete)\b[^;]{0,30}?"
    r"\b(?:transmi|publi|affich|notifi|adress|inscri|communiqu|mention|mise en ligne|adopt|valable des)\w*|"
    r"(?:demand\w* de (?:bien vouloir )?)?(?:transm|notifi|publi|adress|affich|communiqu)\w+ [^;]*"
    r"\b(?:presente|deliberation|decision)\b|"
    r"[^;]*\b(?:executoire|controle de legalite|au registre|au vote|suffrages|voix|abstenu\w*|annule et remplace|"
    r"consultable|seance est levee|recueil)\b|"
    r"(?:certifi|attest)\w* |(?:vu|considerant|attendu)\b|"
    r"[^;]*\b(?:prend|pris|participe)\w* [^;]*vote|(?:(?:une|la|le|present) )*(?:copie|ampliation|extrait)\b|"
    r"(?:affiche|publie|notifie|transmis|recu|depose)e?s? (?:le|en|a|au|par)\b|"
    r"(?:fait|delibere|suivent|ont signe|votee?(?! contre l)|(?:la )?seance|adoptee?|contre|abst\w+|deliberation)\b"
)
#: Who executes a decision, and what the budget has for it.
_EXECUTES = re.compile(
    r"donn\w* tou[ts] pouvoirs?(?: a [^;]{0,40})?$|(?:(?:charg|mandat)\w*|(?:invit|demand|pri|donn|conf)\w* [^;]*?"
    r"\b(?:maire|adjointe?|president\w*|direct\w+|secretaire|maitre|tresori\w+|comptable|services?|pouvoirs?)\b)[^;]*?"
    r"\b(?:execut\w+|notifi\w+|transm\w+|publi\w+|m(?:ettre|ise?) en (?:oeuvre|place|ligne|application)|formalites?|"
    r"demarches?|suivi|dossier|operation|appli(?:cation|quer)|assurer\b(?! qu)|organisation|inscriptions|connaissance|"
    r"cet effet|inform\w+|communiqu\w+|presente)\b|"
    r"[^;]*\b(?:maire|secretaire|direct\w+|tresorier|comptable|conseil)\b[^;]*"
    r"\b(?:(?:est|sont) charges?\b|rend(?:ra)? compte|informe)|"
    r"[^;]*\b(?:rend(?:u|ra) compte|faire connaitre|portee? a la connaissance)\b|"
    r"[^;]*\b(?:credits?|depenses?|recettes?|sommes?|montants?)\b[^;]*"
    r"\b(?:inscri|prevu|imput|ouvert|figur|prelev|budget|nulle)|(?:s'engag\w* a )?(?:inscri|imput|prelev)\w*\b"
)
#: What councils usually add without changing what is to be signed, or say of it as it is.
_USUAL = re.compile(
    r"(?:design|nomm|elit|elu|felicit|salu|adher|conclu|souscri|renouvel|particip|accueill|accorde|sign)\w*|"
    r"(?:se (?:felicit|rejoui)|esper)\w*|(?:tien|souhait)\w*(?: a)?\W*$|"
    r"se prononc\w* (?:favorablement|pour)\b|[^;]*\b(?:remerci|felicit)|[^;]*\bexemplaires?\b|"
    r"(?:emet|donn)\w* (?:le|un|son) (?:voeu|avis favorable|accord)|est favorable a\b|"
    r"sollicit\w* [^;]{0,20}\b(?:subvention|aide|financement)|pren\w+ (?:connaissance|les engagements)\b|"
    r"s'engag\w* a (?!ne |[^;]*\d)|(?:repond\w*|donn\w* (?:une )?(?:suite|reponse)) favorabl\w*|"
    r"(?:poursui|soutien|souten|recondu[ci])\w*|"
    r"(?:l[ae] )?(?:reconduction|poursuite|maintien|mise en place|creation) d\w*\W(?:\w+\W+){0,6}$|"
    r"(?:il )?(?:y a lieu|convient) (?:de |d')(?:poursui|maint|favoris|souten|develop|encourag|lutt)\w+|"
    r"(?![^;]*\b(?:ne|n'\w+|aucune?)\b)[^;]*\b"
    r"(?:met|mettre|(?:est|sont|sera|seront) mise?s?) [^;]{0,20}a (?:la )?disposition\b|"
    r"[^;]*\b(?:aucune?|pas (?:lieu a|d[e'u])|sans) ?(?:\w+ )?"
    r"(?:(?:financ|budget)\w+|frais|depenses?|participation|cout|contribution|redevance|incidence|contrepartie)|"
    r"[^;]*\b(?:est|sont|reste) [^;]{0,30}?(?:gratui|ouverte?s? a)|[^;]*\ba titre (?:gratuit|gracieux)\b|"
    r"[^;]*\b(?:conditions|modalites|comme|conformement)\b[^;]*\bconventions?\b|"
    r"[^;]*\b(?:conventions?|projets?|annexes?|plannings?|calendriers?|modalites|conditions|durees?|documents?|termes)\b"
    r"[^;]*?\b(?:est|sont|a ete|demeur\w+|rest\w+|sera|seront|figur\w+|fai\w+|font|prend\w*|entr\w+)\b[^;]*?"
    r"\b(?:annex|joint|consult|defini|fix|precis|decri|partie integrante|conclu|passe|sign|communiqu|present|effet|"
    r"vigueur|approuv|adopt)\w*"
)
#: What keeps a saying from being harmless: a denial, a wish, a change, a figure, a day, a term of the convention.
_BUT = re.compile(
    r"\b(?:ne|n'\w+|non|pas|aucune?|plutot|(?:demand(?!eur)|souhait|exig|invit|appel|voudr|veu|requier|requer|"
    r"negoci|resili|denonc|revien|reven|limit|exclu|reserv|priorit|interdi|suspen|cess|dispens|fix|ramen|confi|"
    r"oppos|deplac|ecart|etend|elarg|allong|abaiss|augment|prolong|ouvr|pay|prefer|"
    r"supplement|remuner|indemn|compens|rembours|reclam|regrett|transfer|reduc|devr|doi[tv]|port(?=\w* a ))\w*|"
    r"\w*\d\w*|(?:lun|mar|mercre|jeu|vendre|same|diman)(?:di|che)s?|mois|"
    r"pourr\w+ (?!(?:y )?(?:s'inscrire|accede|participe|benefici|profit|venir))\w+|deux|trois|quatre|cinq|six|"
    r"an|annees?|semaines?|\w*mestres?|soirs?|(?:janv|fevr)ier|mars|avril|juin|juillet|aout|\w+bre|de plus|d'abord|"
    r"durees?|reconduction|renouvellement|clauses?|articles?|delais?|preavis|frais|charges?|couts?|tarifs?|"
    r"participations?|locaux|local|salles?|lieux?|se t(?:iendr|ienn)\w*|horaires?|creneau\w*|materiels?|obligations?|"
    r"assurances?|responsab\w*|"
    r"(?:permanences?|ateliers?|accueil) (?:a l'|(?:a la|aux?) )(?!numerique|profit|benefice)\w+)\b"
)
_WILL_BE = re.compile(r"\b(?:\w{2,}r(?:a|ont)|permanences?|ateliers?|plannings?|calendriers?|mediat(?:eur|rice)s?)\b")
_OTHER_PARTY = re.compile(r"\b(?:agglomeration|communaute|intercommunalite|porte du hainaut)\b")
#: What is told of a service besides its terms: who hears of it, has the use of it or helps to it, what good it does.
_SERVES = re.compile(
    r"\b(?:(?:inform|averti|relai|relay|diffus|distribu|orient|accompagn|contribu|facilit|favoris|renforc|repond|"
    r"constitu|permet|benefici|profit|s'inscri|accueiller|interlocut|correspondant|referent|organisee|utile|"
    r"appreci|aider|suivr|renseigner|communiquer|mainten|maintien)\w*|interet|"
    r"inscriptions? se fer\w+|assurer\w* (?:la prise|l'accueil|le suivi|l'information|la communication)|"
    r"rend\w* (?:de (?:\w+ )?)?services?)\b"
)
#: What a council decides on, and a verb that says it decides: the rest are names, figures and headings.
_TOPIC = re.compile(
    r"\b(?:conventions?|contrats?|signatures?|articles?|reconduction|renouvellement|durees?|permanences?|plannings?|"
    r"calendriers?|annexes?|ateliers?|mediat\w+|agglomeration|commune|services?|locaux|salles?|gratui\w+|frais|"
    r"participation|usagers|habitants|clauses?|delai|preavis|accord|engagement|autorisation|habilitation|avenants?|"
    r"horaires?|creneaux?|decision|amendements?|est|sont|ne|\w+r(?:a|ont))\b|\bn'|(?:e|t) qu[e']"
)
_VERB = re.compile(
    r"(?:n'|ne |s'|se |charge |mandate )|"
    r"(?!mme |madame |\w+aire )(?:[a-z]{2,}(?:er|ir|re) |[a-z]{2,}(?:e|t|d|ent|ra|ront) "
    r"(?:(?:que|l[ae]s?|d'une?|une?|son|sa|ses|cette|tou[ts]\w*|deux|trois|quatre|toutefois|a|au|aux|sur)\b|l'|qu'))"
)
#: How much of what is said tells its kind, in characters.
_BEGINNING = 400


def unusual(sentences: Iterable[str], *, amending: bool) -> Iterator[str]:
    """Yield what the sentences of a decision say besides an ordinary consent, or consent to under a limit.

    What is not known to be ordinary is yielded; what stands before the decision only tells of it, and what leads to
    the consent is ordinary unless it limits, alters or wants something. A council that is ``amending`` its convention
    changes it by that.
    """
    decided, leading = False, True
    for sentence in sentences:
        decided = decided or opens(sentence)
        for part in parts(sentence):
            lead = _LEAD.match(part)
            said = _HEADING.sub("", part[lead.end() if lead else 0 :])
            consents = (_APPROVES.match(said) or _GIVES.match(said)) is not None
            decided, leading = decided or consents, leading and not consents
            ordinary = _is_ordinary(said, amending=amending) or (leading and _leads(said, amending=amending))
            if (decided or _VERB.match(said)) and not ordinary:
                yield _JOINED.sub("", said.strip(" ,:")).strip(" ,:")


def _is_ordinary(said: str, *, amending: bool) -> bool:
    """Tell what its beginning is about, and whether it is limited anywhere."""
    restrained, altered = is_restrained(said), is_altered(said, amending=amending)
    if _APPROVES.match(said):
        return not (restrained or (_PAPER.search(said) and (altered or is_qualified(said))))
    told = _SAYS.sub("", said, count=1)[:_BEGINNING]
    if _GIVES.match(told):
        return "sign" in said or not restrained
    if _FORMAL.match(told) or not (altered or _TOPIC.search(said) or _VERB.match(said)):
        return True
    if restrained or _EXECUTES.match(told):
        return not restrained
    if altered or _USUAL.match(told) or _RECALLS.match(said):
        return not altered
    tells = told != said[:_BEGINNING] or not _VERB.match(said)
    serves = _SERVES.search(told) is not None and not _OTHER_PARTY.search(told)
    return tells and serves and not _BUT.search(said)


def _leads(said: str, *, amending: bool) -> bool:
    """Tell whether words before a consent only lead to it: of how the service is to be, only what good it does."""
    if is_restrained(said) or is_altered(said, amending=amending) or _BUT.search(said):
        return False
    return _SERVES.search(said) is not None or not _WILL_BE.search(said)
