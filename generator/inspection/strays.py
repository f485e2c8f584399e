"""What an act would print of a draft or of another program: its marks of values, its errors, its waiting texts, notes.

Word's own are searched for in its French and English words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.rendering.vocabulary import VARIABLES

_NAME = r"[^\W\d]\w*(?:\.\w+)*"
#: What Word shows in a zone to be completed.
_WAITING = (
    r"(?:Cliquez|Appuyez|Tapez|Click|Tap|Type)(?: ou (?:appuyez|tapez)| or tap)? (?:ici|here)\b[^.\]]*"
    r"|Choisissez un (?:élément|bloc de construction)|Choose an item|\b[xX]{2}/[xX]{2}(?:/\w+)?"
)
#: Each pattern, what is wrong with what it finds, and what to do.
_STRAYS = tuple(
    (re.compile(pattern), message, remedy)
    for pattern, message, remedy in (
        # How other tools, Word's mail merge among them, mark the place of a value or a condition.
        (
            rf"«\w+»|<<\s*{_NAME}\s*>>|<[?%].*?[?%]>|</?{_NAME}>|\+\+\+.+?\+\+\+|\${_NAME}\$?|(?<!\w)#{_NAME}#|‹‹{_NAME}››"
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
            r"\bTODO\b|\b[Ll]orem ipsum\b|\?{3,}|\bXXX\b"
            r"|\b[AÀ] (?:COMPL[EÉ]TER|V[EÉ]RIFIER|PR[EÉ]CISER|D[EÉ]FINIR|CONFIRMER)\b",
            "est la marque d’un brouillon, et serait imprimé tel quel",
            "écrivez le texte définitif, une balise, ou une zone à compléter de Word",
        ),
    )
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
