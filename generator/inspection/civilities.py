"""What a template says of one mayor, and would print of all: « Monsieur {{ signataire.nom }} », « autorisé »."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.inputs.communes import Commune
from generator.language.agreement import genre

_TAG = r"\{\{ *(?P<who>signataire\.(?:pre)?nom|commune\.(?:pre)?nom_maire)\b[^{}]*\}\}"
_CIVILITY = r"(?<!ou )(?<![\w’/(-])(?P<civility>Monsieur|M\.|Madame|Mme)"
_BEFORE = re.compile(rf"{_CIVILITY} {_TAG}")
_ALONE = re.compile(rf"{_CIVILITY} l[ea] [Mm]aire(?![\w’-]| d(?:e|es|u) | d’)")
#: A participle of the person, in the same sentence; what agrees stands in a tag.
_AFTER = re.compile(
    rf"{_TAG}(?:[^.;{{}}]|\{{\{{[^{{}}]*\}}\}}){{0,80}}?"
    r"(?<![\w’\"-])(?P<word>autorisé|habilité|mandaté|domicilié|désigné|né)(?![\w(\"])"
)
#: What asks for the civility, in the cases of which words suit the person.
_ASKED = re.compile(r"\{%[^%]*\bcivilite")


class Civilities:
    """Those of the mayors, and of who signs, in the communes of a campaign."""

    def __init__(self, communes: Collection[Commune]) -> None:
        mayors = [commune.maire for commune in communes]
        self._persons = {"commune": mayors, "signataire": [one.signataire or one.maire for one in communes]}

    def wrong(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each word that does not suit all: the words, what is wrong, what to write, where they begin."""
        if _ASKED.search(text):
            return
        for pattern in (_BEFORE, _ALONE, _AFTER):
            for found in pattern.finditer(text):
                group = (found["who"] if pattern is not _ALONE else "commune").partition(".")[0]
                gender = "m" if pattern is _AFTER else genre(found["civility"])
                other = next((one for one in self._persons[group] if genre(one.civilite) != gender), None)
                if other is None:
                    continue
                asked = "signataire.civilite" if group == "signataire" else "commune.civilite_maire"
                words, at, right = found[0], found.start(), "{{ commune.appel_maire }}"
                if pattern is _BEFORE:
                    right = f"{{{{ {asked} }}}} {words.partition(' ')[2]}"
                elif pattern is _AFTER:
                    words, at = found["word"], found.start("word")
                    right = f'{{{{ "{words}"|accord({asked}) }}}}'
                person = f"{other.civilite} {other.prenom} {other.nom}"
                yield words, f"« {words} » s’imprimerait aussi pour {person}", f"écrivez « {right} »", at
