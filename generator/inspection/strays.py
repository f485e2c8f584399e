"""What an act would print of a draft or of another program: its marks of values, its errors, its waiting texts, notes.

Word's own are searched for in its French and English words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from generator.errors import Problem
from generator.inputs.settings import UNWRITTEN
from generator.language.calendar import MONTHS, WEEKDAYS
from generator.language.dates import date_jour, date_longue
from generator.rendering.tags import WRITTEN
from generator.rendering.vocabulary import VARIABLES
from generator.word.paragraphs import Paragraph
from generator.word.parts import paragraphs_of
from generator.word.shown import LEFTOVER

_NAME = r"[^\W\d]\w*(?:\.\w+)*"
#: What Word shows in a zone to be completed.
_WAITING = (
    r"(?:Cliquez|Appuyez|Tapez|Click|Tap|Type)(?: ou (?:appuyez|tapez)| or tap)? (?:ici|here)\b[^.\]]*"
    r"|Choisissez un (?:élément|bloc de construction)|Choose an item|\b[xX]{2}/[xX]{2}(?:/\w+)?"
)
#: A line of dots to write on, and dots too few to be one, which stand for a value where it is expected.
_DOTS, _FEW = r"(?:…{2,}|\.{4,}|_{4,})[….]*", r" (?:…|\.{3})(?![….])"
#: What a value stands before, and after.
_COUNTED = r"(?:euros?\b|€|%|m²|(?:habitants|heures|jours|mois|ans)\b)"
_CALLED, _LINK = r"(?i:monsieur|madame|\bm\.|\bmme)", r"(?: de| d’| du| à| n°| ?:)"
_NAMED = (
    rf"(?:{_CALLED}|(?i:communes?|villes?|mairies?|maires?|représentée? par|\bfait|\binsee|\bepci|\bcanton|\bsire[nt]"
    r"|\bsiège|\bmontant|\bsomme|\btaux|\bdurée))"
)
#: What is left to do.
_LEFT = (
    r"(?:compl[eé]ter|v[eé]rifier|pr[eé]ciser|d[eé]finir|d[eé]terminer|confirmer|renseigner|remplir|indiquer|valider"
    r"|revoir|reprendre|discuter|chiffrer|adapter|supprimer)"
)
#: What tells a value in capitals, « NOM DU MAIRE », within a sentence.
_CAPITALS = r"(?:NOM|PR[EÉ]NOM|QUALIT[EÉ]|TITRE|DATE|ADRESSE|LIEU|MONTANT|NUM[EÉ]RO)"
#: Between two civilities, and who is called so in an act.
_OR, _OFFICE = r" ?\(?(?:ou|et/ou|/) ?", r"(?i:maire|président|adjoint)"
_MAN, _WOMAN = r"(?:M\.|Monsieur)", r"(?:Mme|Madame)"
#: Each pattern, what is wrong with what it finds, and what to do.
_STRAYS = tuple(
    (re.compile(pattern), message, remedy)
    for pattern, message, remedy in (
        # How other tools, Word's mail merge among them, mark the place of a value or a condition.
        (
            rf"«\w+»|<<\s*{_NAME}\s*>>|<[?%].*?[?%]>|</?{_NAME}>|<[^\W\d][\w’ -]*\w>|< ?(?i:{_CAPITALS})\b[\w’ -]*>"
            rf"|\+\+\+.+?\+\+\+|\${_NAME}\$?|(?<!\w)#{_NAME}#|‹‹{_NAME}››"
            r"|(?<![\w%])%\s?(?:if|for|else|elif|endif|endfor)\b[^%]*%?|(?<![\w%])%[^\W\d]\w*%(?!\w)",
            "est d’un autre outil, et serait imprimé tel quel",
            "écrivez une balise : {{ … }} pour une valeur, {% … %} pour une condition",
        ),
        (
            rf"(?<![\w@./-])(?:{'|'.join(re.escape(one.name) for one in VARIABLES if '.' in one.name)})(?![\w@-]|\.\w)",
            "est le nom d’une valeur, hors de toute balise : c’est lui qui serait imprimé",
            "mettez-le entre doubles accolades : {{ … }}",
        ),
        (
            r"(?:Erreur|Error)\s?! ?[^\W\d][^.!]*|#(?:REF|VALEUR|VALUE|NOM|NAME|DIV/0|NOMBRE|NUM|NUL|NULL)[!?]|#N/A",
            "est ce qu’un programme montre d’une valeur qu’il n’a pas trouvée",
            "écrivez à la place ce qu’il devait montrer",
        ),
        (
            _WAITING,
            "est un texte d’attente de Word, hors de toute zone à compléter : il serait imprimé",
            "écrivez à la place le texte, une balise, ou une zone à compléter de Word",
        ),
        (
            r"\bTODO\b|\b(?i:rayer|barrer|biffer) (?:la|les) mentions? inutiles?\b|\b[Ll]orem ipsum\b|(?<![=&/])\?{2,}"
            rf"|n° ?\?|\b[AÀ] {_LEFT.upper()}\b|\((?i:(?:[aà] )?{_LEFT})\b[^()]*\)"
            rf"|(?<=[:–—]) ?[aà] {_LEFT}(?=\s*(?:[.;,]|$))|\*{{3,}}|\b[Ii]nsérer ici\b"
            rf"|\b[xXyY]{{1,3}} {_COUNTED}|\b[xX]{{2,}}(?:[ .-][xX]{{2,}})+\b|\bn° ?X+\b|\b[0-9]{{4}}-X+\b|\bxx+\b"
            r"|(?<=[Cc]ommune de )X+\b"
            r"|(?i:\bne pas diffuser|\bdocument de travail|\bversion (?:provisoire|de travail))\b"
            rf"|(?<=[a-zé,] ){_CAPITALS}(?: ET {_CAPITALS})? (?:DU|DES|DE LA|DE) [A-ZÉ]+\b(?! ?:)"
            r"|\b(?:jj|JJ)/(?:mm|MM)/(?:aa(?:aa)?|AA(?:AA)?)\b",
            "est la marque d’un brouillon, et serait imprimé tel quel",
            "écrivez le texte définitif, une balise, ou une zone à compléter de Word",
        ),
        # What the models of others leave to fill by hand, and which the data tell.
        (
            rf"{_NAMED}{_LINK}? ?{_DOTS}|(?:{_CALLED}|{_NAMED}{_LINK}){_FEW}|{_NAMED}{_FEW}(?= ?[,)])"
            rf"|(?:{_DOTS}|{_FEW}) ?{_COUNTED}|\[ ?(?:{_DOTS}|…\.+) ?\]|\[ ?(?:…|\.{{3}}) ?\](?= {_COUNTED})"
            r"|\ben date du(?= {0,2}(?:[,;.)]|$))"
            r"|\((?:[Nn]om|[Pp]rénom)s?\b[^()]{0,40}\)",
            "est un blanc à remplir à la main, et serait imprimé tel quel",
            "écrivez une balise, ou une zone à compléter de Word",
        ),
        (
            rf"(?:\b{_MAN}{_OR}{_WOMAN}\b\)?|\b{_MAN} \({_WOMAN}\)|\b{_WOMAN}{_OR}{_MAN})(?! l[ea] (?!{_OFFICE}))"
            rf"|\w+é(?:\(e\)|·e)(?![\w(])|\b{_OFFICE}\(e\)|\b(?i:le|son) ?/ ?(?i:la|sa) {_OFFICE}\b"
            rf"|\b(?i:le maire ?/ ?la maire)\b|\b(?i:le ?\(la\)|la ?\(le\)) {_OFFICE}\b",
            "laisse le choix entre deux personnes, alors que les données disent laquelle",
            'écrivez {{ signataire.civilite }}, ou {{ "autorisé"|accord(signataire.civilite) }} et leurs pareilles',
        ),
    )
)
#: A day in words, by the name of which a reader knows it.
_DAY = re.compile(
    rf"(?:\b({'|'.join(WEEKDAYS)}) )?\b(1er|[0-3]?[0-9]) ({'|'.join(MONTHS)}) ([12][0-9]{{3}})\b", re.IGNORECASE
)


def is_waiting(words: str) -> bool:
    """Tell whether words wait for others, as those of a zone that a person completes may."""
    return re.match(rf"\[|{_WAITING}", words) is not None


def strays(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Yield what a text without its tags should not hold: the words, what is wrong, what to do, where they begin."""
    held: list[range] = []
    for pattern, message, remedy in _STRAYS:
        for found in pattern.finditer(text):
            if not any(found.start() in span for span in held):
                held.append(range(*found.span()))
                yield found[0].strip(), message, remedy, found.start()
    yield from _days(text)


def _days(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Yield the days that no calendar has, those of another name, and « 1 janvier »."""
    for found in _DAY.finditer(text):
        weekday, day, month, year = found[0].lower().split(" ") if found[1] else ("", *found[0].lower().split(" "))
        try:
            date = datetime.date(int(year), MONTHS.index(month) + 1, int(day.removesuffix("er")))
        except ValueError:
            yield found[0], "n’est pas un jour du calendrier", "corrigez cette date", found.start()
            continue
        if day == "1" or weekday not in ("", WEEKDAYS[date.weekday()]):
            right = date_jour(date) if weekday else date_longue(date)
            yield (
                found[0],
                "n’est pas le jour que dit le calendrier" if weekday else "ne s’écrit pas ainsi",
                f"écrivez {right}",
                found.start(),
            )


def check_written(templates: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield an error for each such place of the templates, given by file name; no document may be made with one."""
    for name, template in templates.items():
        for problem in _found(template):
            yield replace(problem, file=name)


@lru_cache(maxsize=128)  # the same bytes are read at each check
def _found(template: bytes) -> tuple[Problem, ...]:
    return tuple(problem for paragraph in paragraphs_of(template) for problem in _unwritten(paragraph))


def _unwritten(paragraph: Paragraph) -> Iterator[Problem]:
    for found in UNWRITTEN.finditer(paragraph.text):
        if not paragraph.is_completed(found.start()):
            message = f"« {found[0].strip()} » : ce n’est pas encore écrit"
            yield paragraph.problem(message, "écrivez le texte à la place", found.start())
    said = WRITTEN.sub(lambda tag: " " * len(tag[0]), paragraph.text)
    for found in LEFTOVER.finditer(said):
        if found[0].isalpha():
            message = f"« {found[0]} » est dans le texte : le contrôle des PDF y verrait une valeur qui manque"
            yield paragraph.problem(message, "écrivez ce qui doit être à sa place", found.start())
