"""The next action on a dossier, and its last day: one rule for each state, from what is known of it to what to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.dossiers.situation import Situation
from generator.inputs.kinds import ENDING, MERGER, NOTIFICATION, RENEWAL

#: What is said of a convention that did not take effect before its term: not signed, or signed and not notified.
_PAST = ("term", "expired")
#: What is still to be done, or to be known, of one.
_BESIDE_TERM = ("resend", "remind", "send-reminder")
#: How many days before the last day to denounce a convention its renewal is to be decided.
NOTICE_DAYS = 120
#: How the letters that follow a signature are called.
LETTERS = {
    NOTIFICATION: "lettre de notification",
    RENEWAL: "lettre de reconduction",
    MERGER: "lettre à la commune nouvelle",
    ENDING: "lettre de fin",
}


@dataclass(frozen=True, slots=True)
class Action:
    """What to do, in words and as a ``code``; ``by`` is the last day, None without any.

    ``command`` is what to type, with COMMUNE for its name, "" when nothing is; ``waiting`` tells that it is for the
    commune to act. ``rank`` is that of the avenant that it is about, 0 for the convention.
    """

    code: str
    text: str
    by: datetime.date | None = None
    command: str = ""
    waiting: bool = False
    rank: int = 0


def next_action(situation: Situation) -> Action | None:
    """Return what to do next on a dossier, avenants included; None when nothing is to be done."""
    return next(iter(next_actions(situation)), None)


def next_actions(situation: Situation) -> tuple[Action, ...]:
    """Return what to do next on a dossier, the most pressing first.

    A term that is past comes first, and does not hide that the commune is late or that the dossier is to be sent again.
    """
    found = [*_own(situation), *(action for one in situation.avenants for action in _of_avenant(one))]
    found.sort(key=lambda action: (action.waiting, action.code not in _PAST, action.by or datetime.date.max))
    return tuple(found if found and found[0].code in _PAST else found[:1])


def _of_avenant(situation: Situation) -> Iterator[Action]:
    for action in _own(situation):
        yield replace(action, text=f"avenant n° {situation.rank} : {action.text}", rank=situation.rank)


def _own(now: Situation) -> Iterator[Action]:
    """Yield what there is to do on one act; what did not take effect before its term never will."""
    if not now.rank and not now.notified and now.state != "cancelled" and now.limit and now.limit < now.today:
        yield _past(now)
        yield from (action for action in _of_state(now) if action.code in _BESIDE_TERM)
    else:
        yield from _of_state(now)


def _past(now: Situation) -> Action:
    """Return what to do about a convention whose term is past; what is signed says its own, which stays."""
    if now.state == "signed":
        text = "dire si elle a été notifiée avant son terme, sinon préparer une nouvelle convention"
        return Action("expired", text, now.limit, "conventions sign COMMUNE --notified DATE")
    return Action("term", "changer le terme, passé avant toute prise d’effet", now.limit)


def _of_state(now: Situation) -> Iterator[Action]:
    if now.state == "draft":
        yield from _draft(now)
    elif now.state in ("prepared", "sent"):
        yield from _before_vote(now)
    elif now.state == "voted":
        yield _voted(now)
    elif now.state == "complete":
        yield from _complete(now)
    elif now.state == "signed":
        yield from _signed(now)


def _draft(now: Situation) -> Iterator[Action]:
    if not now.numbered:
        yield Action("build", "fabriquer le dossier", now.limit, "conventions build COMMUNE")
    elif now.withdrawn:
        yield from _again(now)
    else:
        yield _build(now) if now.outdated else _prepare(now)


def _before_vote(now: Situation) -> Iterator[Action]:
    if now.withdrawn:
        yield from _again(now)
    elif now.outdated:
        yield _build(now)
    else:
        yield from _mailed(now, "attendre la délibération du conseil municipal")


def _build(now: Situation) -> Action:
    text = "refaire le dossier, dont les données ou les modèles ont changé"
    return Action("build", text, now.limit, "conventions build COMMUNE")


def _again(now: Situation) -> Iterator[Action]:
    text = "demander une nouvelle délibération : celle du conseil est retirée ou annulée"
    yield Action("vote-again", text, now.limit, "conventions mail COMMUNE")


def _prepare(now: Situation) -> Action:
    text = "préparer le courriel d’envoi pour signature" if now.state == "complete" else "préparer le courriel"
    return Action("prepare", text, now.limit, "conventions mail COMMUNE")


def _mailed(now: Situation, awaited: str) -> Iterator[Action]:
    """Yield what there is to do on an act whose e-mail is prepared or has left."""
    send = "conventions mail --sent DATE COMMUNE"
    if now.resend and not now.ready:
        left = now.awaited_since is not None
        text = "renvoyer le dossier, modifié depuis son envoi" if left else "refaire le courriel : le dossier a changé"
        yield Action("resend", text, now.limit, "conventions mail COMMUNE")
    elif now.ready and (now.resend or now.awaited_since is None):
        yield Action("send", "envoyer le courriel préparé, puis le dire", now.limit, send)
    elif now.answer_by is not None and now.today > now.answer_by:
        rank = now.reminders + 1
        if now.reminding:
            yield Action("send-reminder", f"envoyer la relance n° {rank}, puis le dire", now.answer_by, send)
        else:
            remind = "conventions mail --remind COMMUNE"
            yield Action("remind", f"relancer la commune (relance n° {rank})", now.answer_by, remind)
    else:
        yield Action("wait", awaited, now.answer_by, waiting=True)


def _voted(now: Situation) -> Action:
    if now.unread:
        return Action("read-again", "relire la délibération : ce qu’elle autorise n’a jamais été lu", now.limit)
    if not now.authorises:
        return Action("authorise", "demander une délibération qui autorise la signature", now.limit)
    if not now.transmitted:
        return Action("transmit", "obtenir l’accusé de réception de la préfecture", now.limit)
    if now.undesignated:
        return _designate(now)
    return Action("complete", "compléter le dossier avec la délibération", now.limit, "conventions build")


def _designate(now: Situation) -> Action:
    return Action("designate", "faire désigner par le conseil qui signe pour la commune", now.limit)


def _complete(now: Situation) -> Iterator[Action]:
    if now.undesignated:
        yield _designate(now)
    elif now.awaited_since is None and not now.ready and not now.resend:
        yield _build(now) if now.outdated else _prepare(now)
    else:
        yield from _mailed(now, "attendre les exemplaires signés de la commune")


def _signed(now: Situation) -> Iterator[Action]:
    yield from _letters(now)
    if not now.notified:
        if not any(letter.made and not letter.sent for letter in now.letters):
            yield _notify(now)
    elif now.ends_on is not None:
        return
    elif now.unrecorded is not None:
        yield Action("renew", "enregistrer la reconduction", now.unrecorded, "conventions renew COMMUNE")
    elif now.notice_by is not None and 0 <= (now.notice_by - now.today).days <= NOTICE_DAYS:
        yield Action("decide", "décider de la reconduction, ou dénoncer", now.notice_by)


def _letters(now: Situation) -> Iterator[Action]:
    """Yield the letters that are still to reach the commune; that of an end, made or not, as long as it is of use."""
    for letter in now.letters:
        text, by = f"envoyer la {LETTERS[letter.family]}", letter.by or now.limit
        if letter.sent or (letter.family == RENEWAL and now.unrecorded):
            continue
        if letter.ready:
            yield Action("send-letter", f"{text}, puis le dire", by, "conventions mail --sent DATE COMMUNE")
        elif letter.made:
            yield Action("prepare-letter", f"{text} : préparer son courriel", by, "conventions mail COMMUNE")
        elif letter.family == ENDING and not (now.ends_on and now.ends_on >= now.today):
            continue
        elif letter.written:  # what was to make it was stopped
            yield Action("build", f"fabriquer la {LETTERS[letter.family]}", by, "conventions build COMMUNE")
        elif letter.family == ENDING:
            yield Action("end-letter", "adresser à la commune la lettre de fin", by)


def _notify(now: Situation) -> Action:
    option = f" --avenant {now.rank}" if now.rank else ""
    text = "notifier l’avenant signé" if now.rank else "notifier la convention signée"
    if any(letter.sent for letter in now.letters):
        text = "noter le jour de la notification, dès l’accusé de réception de la commune"
    return Action("notify", text, now.limit, f"conventions sign COMMUNE{option} --notified DATE")
