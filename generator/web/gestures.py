"""What is to do on a dossier, as one verb that leads to the screen where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from generator.dossiers.nextaction import Action
from generator.runs.followup.dossierstatus import DossierStatus
from generator.web.menu import SCREENS


@dataclass(frozen=True, slots=True)
class Gesture:
    """How an action is called: the ``verb`` of its button, ``one`` or ``many`` things to do, the letter of its screen.

    ``screen`` is "" for what is done from the dossier's own page; ``kind`` is what that of e-mails is narrowed to, or
    the file of that of templates.
    """

    verb: str
    one: str
    many: str
    screen: str = ""
    kind: str = ""


#: By the code of the action, in the order in which a morning goes; « sign » is a complete dossier, waited for.
GESTURES: Mapping[str, Gesture] = {
    "term": Gesture(
        "Changer le terme",
        "dossier dont le terme est passé",
        "dossiers dont le terme est passé",
        "m",
        "convention.terme",
    ),
    "expired": Gesture(
        "Notifier", "convention signée dont le terme est passé", "conventions signées dont le terme est passé", "s"
    ),
    "decide": Gesture("Décider", "reconduction à décider", "reconductions à décider"),
    "renew": Gesture("Reconduire", "reconduction à enregistrer", "reconductions à enregistrer"),
    "resend": Gesture("Renvoyer", "dossier modifié depuis l’envoi", "dossiers modifiés depuis l’envoi", "e", "resend"),
    "remind": Gesture("Relancer", "commune en retard", "communes en retard", "e", "reminder"),
    "send-reminder": Gesture(
        "Relancer", "relance préparée, à envoyer", "relances préparées, à envoyer", "e", "reminder"
    ),
    "read-again": Gesture("Relire", "délibération à relire", "délibérations à relire", "r"),
    "authorise": Gesture(
        "Écrire", "délibération qui n’autorise pas à signer", "délibérations qui n’autorisent pas", "e"
    ),
    "transmit": Gesture(
        "Joindre l’accusé", "accusé de la préfecture à obtenir", "accusés de la préfecture à obtenir", "r"
    ),
    "designate": Gesture("Faire désigner", "signataire à désigner", "signataires à désigner", "e"),
    "complete": Gesture("Fabriquer", "dossier à compléter", "dossiers à compléter", "f"),
    "sign": Gesture("Signer", "convention à signer", "conventions et avenants à signer", "s"),
    "notify": Gesture("Notifier", "acte signé à notifier", "actes signés à notifier", "s"),
    "prepare-letter": Gesture("Préparer", "lettre à préparer", "lettres à préparer", "e", "letter"),
    "send-letter": Gesture("Envoyer", "lettre préparée à envoyer", "lettres préparées à envoyer", "e", "letter"),
    "end-letter": Gesture("Écrire", "lettre de fin à adresser", "lettres de fin à adresser"),
    "vote-again": Gesture(
        "Écrire", "nouvelle délibération à demander", "nouvelles délibérations à demander", "e", "again"
    ),
    "build": Gesture("Fabriquer", "dossier à fabriquer", "dossiers à fabriquer", "f"),
    "prepare": Gesture("Préparer", "courriel à préparer", "courriels à préparer", "e"),
    "send": Gesture("Envoyer", "courriel préparé à envoyer", "courriels préparés à envoyer", "e", "ready"),
    "wait": Gesture("Attendre", "réponse attendue", "réponses attendues"),
}
_OTHER = Gesture("Ouvrir", "autre geste", "autres gestes")


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do on several dossiers: its ``code``, how it is called, on how many."""

    code: str
    gesture: Gesture
    count: int

    @property
    def told(self) -> str:
        """Say it: « 7 communes en retard »."""
        return f"{self.count} {self.gesture.many if self.count > 1 else self.gesture.one}"

    @property
    def address(self) -> str:
        """Where all of it is done, "" where each dossier is to be opened."""
        if self.code == "renew":
            return url_for("life.renewals")
        return way(self.gesture.screen, kind=self.gesture.kind) if self.gesture.screen else ""


def code_of(dossier: DossierStatus, action: Action) -> str:
    """Return the code of an action; what waits for signed copies is « sign »: they are recorded when they come."""
    acts = {one.rank: one.state for one in dossier.documents if one.state != "cancelled"}
    return "sign" if action.code == "wait" and acts.get(action.rank) == "complete" else action.code


def codes_of(dossier: DossierStatus) -> frozenset[str]:
    """Return the codes of all that is to do on a dossier."""
    return frozenset(code_of(dossier, action) for action in dossier.actions)


def gesture_of(dossier: DossierStatus) -> tuple[str, str] | None:
    """Return the next gesture on a dossier, as a verb and an address; None when nothing is to be done.

    The address is "" for what is done nowhere: to wait.
    """
    action, insee = dossier.action, dossier.commune.insee
    if action is None:
        return None
    code = code_of(dossier, action)
    found = GESTURES.get(code, _OTHER)
    if code == "wait":
        return found.verb, ""
    if code == "renew":
        return found.verb, url_for("life.show", insee=insee, geste="reconduction")
    if found.screen == "s":
        verb = f"{found.verb} l’avenant" if action.rank else found.verb
        return verb, url_for("signing.form", acte=f"{insee}-{action.rank}")
    return found.verb, way(found.screen, insee, found.kind)


def tasks(dossiers: Iterable[DossierStatus]) -> tuple[Task, ...]:
    """Return what is to do today, in the order of ``GESTURES``; what only waits for a commune is none."""
    counts = dict.fromkeys((*GESTURES, ""), 0)
    for dossier in dossiers:
        for code in codes_of(dossier):
            counts[code if code in GESTURES else ""] += 1
    del counts["wait"]
    return tuple(Task(code, GESTURES.get(code, _OTHER), count) for code, count in counts.items() if count)


def way(screen: str, insee: str = "", kind: str = "") -> str:
    """Return the address of a screen by its letter, for one commune if it is named.

    Of a screen that is not there, it is the commune's dossier, or the dashboard.
    """
    if screen == "m" and kind:
        return url_for("models.settings", suite=url_for("dashboard.show"), _anchor=f"c-{kind}")
    endpoint = next((name for letter, name, _ in SCREENS if letter == screen), "")
    if endpoint:
        return url_for(endpoint, commune=insee or None, genre=kind or None)
    return url_for("dossier.show", insee=insee) if insee else url_for("dashboard.show")
