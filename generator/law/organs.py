"""Who stands where acts say « conseil municipal » and « maire », and who decides the end of a convention.

The council of a commune nouvelle, and those of Lyon and Marseille, are conseils municipaux as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.law.acts import AUTHORITY
from generator.law.findings import Finding, Rule

#: Articles L. 2121-35 to L. 2121-38: it does the council's duties, and its president the mayor's, within limits.
DELEGATION = "CGCT, art. L. 2121-35 et L. 2121-38"
_DELEGATION = re.compile(r"\bd[ée]l[ée]gation sp[ée]ciale\b", re.IGNORECASE)
_PARIS = "75056"
_EPCI = "CGCT, art. L. 5211-9 et L. 5211-10"
_WITHDRAWAL = "CGCT, art. L. 5211-19, L. 5214-26 et L. 5216-11"
_COUNCIL = "le conseil municipal"
_ORGAN = "l’organe délibérant de l’EPCI ou, par délégation, le Président ou le Bureau"
#: Who decides for each author of an end, and on what articles; "" is for both parties together.
_DECIDERS: Mapping[str, tuple[str, str]] = {
    "commune": (_COUNCIL, AUTHORITY),
    "epci": (_ORGAN, _EPCI),
    "": (f"{_COUNCIL}, et {_ORGAN}", f"{AUTHORITY} ; {_EPCI}"),
}


def is_of_delegation(title: str) -> bool:
    """Tell whether a title is that of a member of a special delegation."""
    return _DELEGATION.search(title) is not None


def is_paris(insee: str) -> bool:
    """Tell whether a commune is Paris, whose assembly is the Conseil de Paris (article L. 2512-1)."""
    return insee == _PARIS


def examine_organ(text: str) -> Iterator[Finding]:
    """Find that a special delegation may have taken the act that a text holds."""
    if is_of_delegation(text):
        yield Rule("organe", DELEGATION).warning(
            "ce fichier parle d’une délégation spéciale, qui tient lieu du conseil pour les seuls actes de pure"
            " administration conservatoire et urgente, sans engager les finances au-delà de l’exercice en cours ; si"
            " c’est elle qui a délibéré, n’enregistrez cet acte que s’il en est un : sinon, attendez le vote du conseil"
            " reconstitué."
        )


def examine_decider(cause: str, author: str) -> Iterator[Finding]:
    """Find whose act an end rests on: who authorised a convention decides to end it, but no party a withdrawal."""
    if cause in ("accord", "denonciation", "resiliation"):
        who, article = _DECIDERS["" if cause == "accord" else author]
        yield Rule("fin", article).warning(
            f"mettre fin à une convention se décide comme la conclure : par {who} ; vérifiez que cette décision existe,"
            " et joignez-la au dossier (--file)."
        )
    elif cause == "retrait":
        yield Rule("fin", _WITHDRAWAL).warning(
            "une commune se retire de l’EPCI par un arrêté du préfet, que précèdent le consentement de l’organe"
            " délibérant de l’EPCI et l’accord des conseils municipaux, à la majorité que sa création demande ; ou,"
            " pour rejoindre un autre EPCI à fiscalité propre, qui l’accepte, l’avis de la commission départementale"
            " de la coopération intercommunale ; cela ne se peut ni d’une communauté urbaine ni d’une métropole."
            " Vérifiez que la convention prend fin de ce fait, que ce dernier jour est la veille du retrait, et"
            " joignez l’arrêté (--file). Une commune qui"
            " reste membre et ne veut plus du service dénonce la convention."
        )
