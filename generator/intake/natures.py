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
    (re.compile(r"registre\s+des\s+conventions.*", re.IGNORECASE), "un registre de conventions"),
    (re.compile(r"planning(?:\s.{,40})?", re.IGNORECASE), "un planning"),
    (re.compile(r"bordereau(?:\s.{,40})?", re.IGNORECASE), "un bordereau"),
    (re.compile(r"note\s+(?:explicative\s+)?de\s+synth[eè]se", re.IGNORECASE), "une note de synthèse"),
    (re.compile(r"notification|convocation", re.IGNORECASE), "une lettre"),
    (re.compile(r"arr[eêé]t[eé](?:\s+(?:n|du|municipal|portant).*)?", re.IGNORECASE), "un arrêté"),
    (re.compile(r"d[eé]cision\s+(?:du\s+maire|municipale).*", re.IGNORECASE), "une décision du maire"),
)
_FIRST_LINES = 20
#: The tags of a template.
_TAGS = re.compile(r"\{%-?\w{0,2}\s|\{\{[-\s]*[a-z]")
_DRAFT = re.compile(r"projet\s+de\s+d[eé]lib[eé]ration.*", re.IGNORECASE)
#: Votes that are still to be counted: « par .... voix pour, .... contre ».
_UNCOUNTED = re.compile(r"(?:\.{3}|…|_{3})\s*(?:voix|pour|contre|abstentions?)\b", re.IGNORECASE)


def _deciding(body: str) -> re.Pattern[str]:
    """Return what says that an assembly keeps the register of an act, or decides there."""
    deliberated = r"apr[eè]s\s+(?:en\s+)?(?:avoir\s+)?d[eé]lib"
    return re.compile(
        rf"d[eé]lib[eé]rations?\s+d(?:u|e\s+la)\s+{body}|\b{body}\b(?:[^.;]{{0,60}},)?,?\s+{deliberated}", re.IGNORECASE
    )


_COUNCIL = _deciding(r"conseil\s+municipal")
_OTHER_BODY = _deciding(
    r"(?:(?:bureau|conseil)\s+communautaire|conseil\s+d['’]administration|comit[eé]\s+syndical|"
    r"conseil\s+(?:d[eé]partemental|r[eé]gional|m[eé]tropolitain))"
)


def other_nature(pages: Collection[str], blanks: Collection[str]) -> str:
    """Return what a file is that holds no deliberation, as « un arrêté »; "" when it holds one, or is not known.

    ``blanks`` are the words that stand in the zones of our drafts until they are completed: a file in which all of
    them still stand is our own draft.
    """
    text = " ".join("\n".join(pages).split())
    if blanks and all(" ".join(words.split()) in text for words in blanks):
        return "notre projet de délibération, qui n’est pas complété"
    if _TAGS.search(text):
        return "un modèle de document, dont les balises ne sont pas remplies"
    lines = [line.strip() for page in pages for line in page.splitlines() if line.strip()][:_FIRST_LINES]
    if _UNCOUNTED.search(text) and any(_DRAFT.fullmatch(line) for line in lines):
        return "un projet de délibération, sur lequel le conseil n’a pas voté"
    if _OTHER_BODY.search(text) and not _COUNCIL.search(text):
        return "un acte d’une autre assemblée que le conseil municipal"
    if _VOTED.search(text):
        return ""
    found = (said for line in lines for heading, said in _HEADINGS if heading.fullmatch(line))
    return next(found, "")
