"""What a file is that came back in the place of a deliberation: our own blank draft, a convention, another act."""

from __future__ import annotations

import re
from collections.abc import Collection

#: What only an act on which a council votes says.
_VOTED = re.compile(
    r"apr[eè]s\s+(?:en\s+)?(?:avoir\s+)?d[eé]lib[eé]r[eé]|d[eé]lib[eé]rant|unanimit[eé]|\bvoix\b|\bvotants?\b|\bvote\s*:"
    r"|extraits?\s+d(?:u|es)\s+(?:registre|proc[eè]s)|conseil\s+(?:municipal|communautaire)\s*,",
    re.IGNORECASE,
)
#: The lines that name another document at its top, and what it is called in a sentence.
_HEADINGS = (
    (re.compile(r"avenant\s+n.*", re.IGNORECASE), "un avenant"),
    (re.compile(r"convention(?:\s.*)?", re.IGNORECASE), "une convention"),
    (re.compile(r"planning(?:\s.{,40})?", re.IGNORECASE), "un planning"),
    (re.compile(r"bordereau(?:\s.{,40})?", re.IGNORECASE), "un bordereau"),
    (re.compile(r"note\s+(?:explicative\s+)?de\s+synth[eè]se", re.IGNORECASE), "une note de synthèse"),
    (re.compile(r"notification|convocation", re.IGNORECASE), "une lettre"),
    (re.compile(r"arr[eêé]t[eé](?:\s+(?:n|du|municipal|portant).*)?", re.IGNORECASE), "un arrêté"),
    (re.compile(r"d[eé]cision\s+(?:du\s+maire|municipale).*", re.IGNORECASE), "une décision du maire"),
)
_FIRST_LINES = 20


def other_nature(pages: Collection[str], blanks: Collection[str]) -> str:
    """Return what a file is that holds no deliberation, as « un arrêté »; "" when it holds one, or is not known.

    ``blanks`` are the words that stand in the zones of our drafts until they are completed: a file in which all of
    them still stand is our own draft.
    """
    text = " ".join("\n".join(pages).split())
    if blanks and all(" ".join(words.split()) in text for words in blanks):
        return "notre projet de délibération, qui n’est pas complété"
    if _VOTED.search(text):
        return ""
    lines = [line.strip() for page in pages for line in page.splitlines() if line.strip()][:_FIRST_LINES]
    found = (said for line in lines for heading, said in _HEADINGS if heading.fullmatch(line))
    return next(found, "")
