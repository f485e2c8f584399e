"""What a spreadsheet makes of a cell: what can be put back as it was, and what is lost and has to be typed again."""

from __future__ import annotations

import re

from generator.inputs.encodings import Likelihood, likelihood
from generator.language.typography import unaccented

TEMPLATE_TAG = re.compile(r"\{\{|\{%|\{#")
#: Columns of codes and of whole numbers: « 59002,00 » is 59002 there, and nothing else.
_WHOLE = frozenset(
    {"insee", "siren", "code_postal", "telephone", "tncc", "population_municipale", "population_totale"}
    | {"population_conseil", "semaine", "accompagnements", "ateliers", "permanences_tenues", "permanences_prevues"}
)
#: Whatever the language: « #REF! », « #VALEUR ! », « #WERT! », « #NOM ? ».
_ERROR = re.compile(
    r"#\s?(?:N/A|GETTING_DATA|[¡¿]?[^\W\d_a-zà-ÿ][\w/]{2,}\s?[!?])(?!\w)|\b(?:Err|Erreur)\s?:\s?5[0-9]{2}\b"
)
#: What programs write for nothing, and the day zero that spreadsheets make of it.
_NOTHING = re.compile(
    r"\((?:vide|blank|empty|leer|vuoto)\)|\\N|NaN|nan|null|NULL|None|undefined|N/A|n/a|#N/D|#NV|0?[01]/0?1/1900|3[01]/12/1899"
    r"|(?:1899-12-3[01]|1900-01-0[01])(?:[ T]00:00(?::00)?)?|(?:Loading|Chargement)(?:…|\.\.\.)"
)
#: What most cells are: plain words, a code, a number in groups, a date; none of the rest looks like it.
_ORDINARY = re.compile(r"[A-Za-z]+(?:[ '.@-][A-Za-z]+)*|[A-Za-z0-9]+|[0-9]+(?: [0-9]+)+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOO_NARROW = re.compile("#{3,}")
#: What a box that is ticked, or not, says.
_TICKED = {"VRAI": "oui", "TRUE": "oui", "FAUX": "non", "FALSE": "non"}
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_MARKED = re.compile(r"'(?=[0-9=+@-])(.*)")
_QUOTED = re.compile(r'“([^“”]*)”|"([^"]*)"')
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]+))?E\+([0-9]{1,3})", re.IGNORECASE)
_INHABITANTS = re.compile(r"([0-9]+(?: [0-9]{3})*) ?(?:hab\.?|habitants)", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,(?!000$)[0-9]{3})+|[0-9]{1,3}(?:['’][0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]+)[.,]0+")
_MONTHS = "janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec|jan|feb|apr|may|jun|jul|aug|sep"
_DATE = re.compile(rf"[0-9]{{1,2}}-(?:{_MONTHS})\.?|(?:{_MONTHS})\.?-[0-9]{{2}}", re.IGNORECASE)
_LOST = re.compile("\ufffd|[\u0080-\u009f]|[\u2500-\u259f]")
#: A question mark is apart from the word after it: in a word, or at its head, it stands for a letter.
_QUESTION = re.compile(r"(?<![?!])\?[^\W\d_]")
_GIVEN = frozenset({"prenom_maire", "signataire_prenom"})
_NAMES = _GIVEN | {"nom_maire", "signataire_nom"}
_PLACES = frozenset({"adresse_mairie", "lieu"})
#: What stands for a place that is not known: signs and figures alone, a word between brackets; « - » is an answer.
_NO_PLACE = re.compile(r"(?!-$)[\W\d_]+|[\[<(].*[\])>]")
_SHORTENED = re.compile(r".*\..*|[^\W\d_]|[B-DF-HJ-NP-TV-XZ]{2}")
#: What to do where an office is vacant.
_WHO = "écrivez le nom de qui exerce la fonction, par exemple de l’adjoint qui supplée le maire"
_OF_A_NAME = re.compile(r"(?!-)(?:[^\W\d_]|[ .,'’()–-])+")
_TITLED = re.compile(r"(?:M\.|Mme|Mr|Mlle|Monsieur|Madame|Mademoiselle) ", re.IGNORECASE)
_HONOURED = re.compile(r"(?:Dr|Docteur|Me|Pr)\.? ", re.IGNORECASE)
_OFFICE = r"maire|(?:premi[eè]re? |[0-9]+\w* )?adjointe?|pr[ée]sidente?|conseill[eè]re?|s[ée]nat\w+|d[ée]put[ée]e?"
_WITH_OFFICE = re.compile(rf", ?(?i:{_OFFICE})\b|\((?:{_OFFICE})\b")
#: What is written where nobody is known; a single word of these is somebody's name, perhaps.
_NOBODY = re.compile(
    r"(?:[àa] (?:pourvoir|d[ée]signer|[ée]lire|compl[ée]ter|d[ée]finir|pr[ée]ciser)|en attente|non renseign[ée]e?"
    r"|(?:poste|si[eè]ge|mandat) vacant|x{2,}|n\.?c\.?)",
    re.IGNORECASE,
)
#: What is perhaps not of a name: « M DUPONT », « MM. DUPONT », « DUPONT (décédé) ».
_TITLED_PERHAPS = re.compile(
    r"MM?\.? |M\.(?=\w{2})|(?:Ma[îi]tre|Professeur|G[ée]n[ée]ral|Colonel|Abb[ée]) |(?:Monsieur|Madame|MONSIEUR|MADAME)$"
)
_LEFT = re.compile(
    r"[ ,(]+((?:d[ée]c[ée]d[ée]e?|d[ée]missionnaire|(?:par )?int[ée]rim(?:aire)?)\b).*|\((?!n[ée]e? ).*", re.IGNORECASE
)
#: What surnames begin with, besides words of their own.
_PARTICLES = frozenset({"al", "d", "de", "del", "des", "di", "du", "le", "la", "les", "van", "von", "saint", "sainte"})
_NOBODY_PERHAPS = re.compile(
    r"vrai|faux|true|false|vacante?|n[ée]ant|inconnue?|aucune?|idem|nil|sans objet|s/o|tbd", re.IGNORECASE
)
#: Letters as web pages, addresses, messages and programs write them: « &eacute; », « %C3%A9 », « =C3=A9 », « \\u00e9 ».
_CODED = re.compile(
    r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,5}|#x[0-9a-fA-F]{2,4});|[%=][Cc]3[%=][0-9A-Fa-f]{2}|\\u00[0-9a-f]{2}|\+A[A-P][\w/]-"
)
_ADDRESS = re.compile(r"://|www\.|[?&]\w+=")
_BETWEEN = re.compile(r"(?<=[^\W\d_])[‚ƒ„ˆ‰‹›†‡˜¤¦¨¸¯¬¶¡¿¢¥´½¼¾‘“™£]+(?=[^\W\d_])|[‚ƒˆ‰‹†‡˜¤¦¨¸¯¬¶](?=[^\W\d_])")
_TWICE = re.compile(r"[^\x00-\x7f]{2,4}")
#: The encodings of which the letters of UTF-8, each of two or three bytes, look like « Ã© », « ├® » and « √© ».
_MISTAKEN = ("cp1252", "latin-1", "cp850", "mac_roman")
_FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ’‘“”«»–—…€°\u00a0\u202f")


def restored(value: str, column: str) -> tuple[str, str]:
    """Return a cell as it was before a spreadsheet dressed it, and what the dress was, "" when it had none."""
    if column == "participe" and value.upper() in _TICKED:
        return _TICKED[value.upper()], "c’est une case à cocher d’un tableur"
    if value[:1].isalpha():  # what dresses a cell begins with another sign
        return value, ""
    if found := _AS_TEXT.fullmatch(value):
        return found[1].replace('""', '"').strip(), 'l’écriture ="…" d’un tableur est retirée'
    if found := _MARKED.fullmatch(value):
        return found[1].strip(), "l’apostrophe de tête d’un tableur est retirée"
    if (found := _QUOTED.fullmatch(value)) and (inner := (found[1] or found[2] or "").strip()):
        return inner, "les guillemets qui l’entourent sont retirés"
    if found := _SCIENTIFIC.fullmatch(value):
        digits, power = found[1] + (found[2] or ""), int(found[3])
        if len(digits) == power + 1:
            return digits, "un tableur l’avait écrit en notation scientifique"
    if column.startswith("population_") and _THOUSANDS.fullmatch(value):
        return re.sub("[.,'’]", "", value), "les signes entre les milliers sont retirés"
    if column in _WHOLE and (found := _DECIMAL.fullmatch(value.replace(" ", ""))):
        return found[1], "les décimales ajoutées par un tableur sont retirées"
    if column.startswith("population_") and (found := _INHABITANTS.fullmatch(value)):
        return found[1], "l’unité est retirée"
    if column == "insee" and re.fullmatch(r"[0-9][0-9AB] ?[0-9]{3}", value, re.IGNORECASE) and " " in value:
        return value.replace(" ", ""), "l’espace ajoutée est retirée"
    return value, ""


def fault_of(raw: str, value: str) -> tuple[str, str] | None:
    """Return what a cell lost, and what to do; None when it lost nothing that can be known.

    ``raw`` is the cell with all its signs, ``value`` what is read of it.
    """
    nothing = _NOTHING.fullmatch(value)
    if _ORDINARY.fullmatch(value) and not nothing:
        return None
    shown = _shown(value)
    if nothing:
        return (
            f"{shown} : un programme l’a écrit à la place d’une valeur absente",
            "écrivez la valeur, ou videz la cellule",
        )
    if _ERROR.search(value):
        return f"{shown} est une erreur de calcul du tableur", "corrigez la formule, ou écrivez la valeur elle-même"
    if _TOO_NARROW.search(value):
        remedy = "élargissez la colonne dans le tableur, puis enregistrez de nouveau : il écrit ce qu’il montre"
        return f"{shown} : la colonne était trop étroite, la valeur est perdue", remedy
    if value.startswith("="):
        return f"{shown} est une formule, pas une valeur", "remplacez-la par son résultat (Collage spécial, Valeurs)"
    if TEMPLATE_TAG.search(value):
        return f"{shown} contient une balise de modèle", "écrivez la valeur elle-même"
    if _SCIENTIFIC.fullmatch(value):
        remedy = "mettez la colonne au format Texte et retapez le nombre : des chiffres sont perdus"
        return f"{shown} : un tableur a abrégé ce nombre", remedy
    if _DATE.fullmatch(value):
        remedy = "mettez la colonne au format Texte et retapez la valeur ; une date s’écrit 01/02/2025"
        return f"{shown} : un tableur en a fait une date", remedy
    return letters_lost(raw, value)


def fault_of_name(value: str, column: str) -> tuple[str, str] | None:
    """Return what a name of a person has that no name has, and what to do; None for one, and for other columns."""
    if column not in _NAMES or not value:
        return None
    if titled := _TITLED.match(value):
        return f"« {value} » : « {titled[0].strip()} » a sa propre colonne", "ne gardez que le nom"
    if extra := _HONOURED.match(value) or _WITH_OFFICE.search(value):
        return f"« {value} » : « {extra[0].strip(' ,(')} » n’est pas du nom", "ne gardez que le nom"
    if _NOBODY.fullmatch(value):
        return f"« {value} » n’est le nom de personne", _WHO
    if _OF_A_NAME.fullmatch(value) or TEMPLATE_TAG.search(value):  # told for itself
        return None
    sign = next((sign for sign in value if not _OF_A_NAME.fullmatch(f"a{sign}")), value[0])
    return f"« {value} » : « {sign} » n’est d’aucun nom", "retapez-le : des lettres, des espaces, des traits d’union"


def doubt_of_name(value: str, column: str) -> tuple[str, str] | None:
    """Return why a name may be none, or is not as acts print it, and what to do; None for nothing.

    Of persons; and of places, of which documents print whatever stands there.
    """
    if column in _PLACES and value and any(one.fullmatch(value) for one in (_NO_PLACE, _NOBODY, _NOBODY_PERHAPS)):
        return f"« {value} » serait imprimé tel quel", "écrivez le nom du lieu ou de la voie, ou videz la cellule"
    if column not in _NAMES:
        return None
    if _NOBODY_PERHAPS.fullmatch(value):
        return f"« {value} » : est-ce le nom d’une personne ?", _WHO
    if extra := _TITLED_PERHAPS.match(value) or _LEFT.search(value):
        return f"« {value} » : « {extra[0].strip(' ,()')} » est-il du nom ?", "ne gardez que le nom"
    if column in _GIVEN and _SHORTENED.fullmatch(value):
        return f"« {value} » est abrégé", "écrivez le prénom entier : les actes disent qui signe"
    if value.islower() and _OF_A_NAME.fullmatch(value):
        return f"« {value} » n’a pas de majuscule", "écrivez les noms comme les actes les impriment"
    return None


def doubt_of_names(given: str, surname: str) -> tuple[str, str] | None:
    """Return why the surname of a person may hold the given name, and what to do; None for nothing.

    « Jean » and « MARTIN Jean » would be printed « Jean MARTIN Jean »; « MARTIN » is no given name of a « Jean ».
    """
    if given.isupper() and len(given) > 2 and surname and not re.search(r"[A-ZÀ-Þ]{2}", surname):
        message = f"« {given} » est en capitales et « {surname} » non, comme si le prénom et le nom étaient échangés"
        return message, "mettez chacun dans sa colonne"
    first, words = (unaccented(name).lower().replace("’", " ").split() for name in (given, surname))
    size = len(first)
    rests = [words[size:]] * (words[:size] == first) + [words[:-size]] * (words[-size:] == first) if first else []
    if not any(set(rest) - _PARTICLES for rest in rests):
        return None
    return f"« {given} {surname} » : le prénom y est deux fois", "ne gardez que le nom de famille"


def letters_lost(raw: str, value: str) -> tuple[str, str] | None:
    """Return which letters of a cell were lost in reading, and what to do; see ``fault_of``."""
    shown = _shown(value)
    again = "retapez-la, puis enregistrez le fichier au format « CSV UTF-8 »"
    if _LOST.search(raw) or (_QUESTION.search(value) and not _ADDRESS.search(value)):
        return f"{shown} : des lettres accentuées sont perdues", again
    if (found := _CODED.search(value)) and not _ADDRESS.search(value):
        return f"{shown} : « {found[0]} » est le code d’une lettre, pas la lettre", again
    for run in _TWICE.findall(raw):
        if (seen := _read_twice(run)) and any(sign in _FRENCH for sign in seen):
            return f"{shown} : lettres mal relues, « {run} » pour « {seen} »", again
    if _BETWEEN.search(value) and any(likelihood(word) == Likelihood.WRONG for word in value.split(" ")):
        return f"{shown} : un signe tient la place d’une lettre accentuée", again
    return None


def _shown(value: str) -> str:
    return f"« {value} »" if len(value) <= 60 else f"« {value[:60].rstrip()}… »"


def _read_twice(run: str) -> str:
    """Return the letters of which ``run`` is what another encoding makes, "" for none: « Ã© » is « é »."""
    for encoding in _MISTAKEN:
        for length in range(len(run), 1, -1):
            try:
                seen = run[:length].encode(encoding).decode()
            except UnicodeError:
                continue
            if len(seen) < length and all(sign in _FRENCH for sign in seen):
                return seen
    return ""
