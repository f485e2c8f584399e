"""An act that somebody typed or copied into the body of an e-mail, instead of attaching it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from generator.papers.letters import fold
from generator.register.originals import WITHIN

#: What the body of a message is called among the files that lie in it.
_BODY = "corps du courriel.txt"
WHY_TYPED = "l’acte est écrit dans le corps d’un courriel : ce n’est pas le fichier de l’acte signé"
#: An act tells who sat, and that they voted (CGCT, article L. 2121-15); who writes about one does not list them.
_SAT = re.compile(r"\b(?:etaient|sont) presents\b|\b(?:membres |conseillers )?presents?(?: ?\(?\d{1,2}\)?)? ?:")
_VOTED = re.compile(r"\bdeliber|\bunanim|\bvoix\b|\bvotants?\b")
#: The signs of a quotation before each line, and the heading of a message that is answered or forwarded: three lines
#: and more, whose « Objet : » is no act's.
_QUOTED = re.compile(r"(?m)^(?:>[ ]?)+")
_HEADING = re.compile(
    r"(?m)^(?:[ \t*]*(?:de|from|envoyé|sent|date|à|to|cc|objet|subject)[ \t*]*:[^\n]*\n){3,}", re.IGNORECASE
)
_BREAKS = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table"))
_UNSEEN = frozenset(("style", "script", "head", "title"))


def typed_act(text: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of the text of a message that is an act; None for any other message."""
    told = _HEADING.sub("\n", _QUOTED.sub("", text.replace("\r\n", "\n")))
    folded = fold(told)
    return (_BODY, told.encode()) if _SAT.search(folded) and _VOTED.search(folded) else None


def is_typed(name: str) -> bool:
    """Tell whether a file, by its name where it lies, is the body of a message."""
    return name.endswith(WITHIN + _BODY)


def without_tags(markup: str) -> str:
    """Return the text of a page of HTML, its blocks on lines of their own and the cells of a row parted by tabs."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return "".join(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        self.found.append("\n" if tag in _BREAKS else "\t" if tag in ("td", "th") else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self.found.append("\n" if tag in _BREAKS - {"br"} else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(re.sub(r"\s+", " ", data))
