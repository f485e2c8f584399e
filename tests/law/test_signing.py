"""The mayor signs after the deliberation was transmitted, and the convention is notified once signed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from generator.law.acts import Act
from generator.law.authorisation import authorising, authorising_act, needs_own_act
from generator.law.signing import Signing, examine_signature
from tests.cases import cases

from .samples import told

DECIDED = datetime.date(2025, 4, 2)
RECEIVED = datetime.date(2025, 4, 7)
PUBLISHED = datetime.date(2025, 4, 8)
SIGNED = datetime.date(2025, 4, 10)
TODAY = datetime.date(2025, 4, 30)


def examined(
    signed_on: datetime.date = SIGNED,
    decided_on: datetime.date | None = DECIDED,
    transmitted_on: datetime.date | None = RECEIVED,
    published_on: datetime.date | None = PUBLISHED,
    notified_on: datetime.date | None = None,
    **signing: Any,
) -> list[str]:
    """Return what is found when both sign on ``signed_on``, unless ``signing`` says otherwise."""
    act = Act("", "1", decided_on, received_on=transmitted_on, published_on=published_on) if decided_on else None
    facts = {"commune_on": signed_on, "epci_on": signed_on, "notified_on": notified_on} | signing
    return told(examine_signature(Signing(**facts), act, TODAY))


def test_a_signature_once_the_deliberation_is_executory_is_in_order() -> None:
    """On that very day too, and notified on the day of signature; all may happen in one day."""
    assert examined() == []
    assert examined(signed_on=DECIDED, transmitted_on=DECIDED, published_on=DECIDED, notified_on=DECIDED) == []
    assert examined(signed_on=PUBLISHED, notified_on=PUBLISHED) == []


def test_without_a_deliberation_nobody_may_sign() -> None:
    """What follows from it is not told as well."""
    assert examined(decided_on=None, transmitted_on=None, published_on=None) == [
        "error, signature, CGCT, art. L. 2121-29 et L. 2122-21: aucune délibération n’autorise encore le maire à signer"
        " ; enregistrez d’abord celle du conseil municipal."
    ]


def test_before_the_vote_nobody_may_sign() -> None:
    """One finding: that the transmission came later still is plain."""
    assert examined(signed_on=datetime.date(2025, 4, 1)) == [
        "error, signature, CGCT, art. L. 2121-29 et L. 2122-21: signature du 1er avril 2025, avant la délibération du"
        " 2 avril 2025 qui l’autorise ; vérifiez les deux dates."
    ]


def test_before_the_transmission_the_contract_would_be_unlawful() -> None:
    """The opinion of the Conseil d'État is cited, with both dates."""
    assert examined(signed_on=datetime.date(2025, 4, 4)) == [
        "error, signature, CE, avis, 10 juin 1996, n° 176873 ; CGCT, art. L. 2131-1: signature du 4 avril 2025,"
        " avant la transmission de la délibération au préfet, le 7 avril 2025 : le contrat est illégal, et une"
        " transmission tardive ne le régularise pas ; vérifiez les deux dates,"
        " sinon la convention est à signer de nouveau."
    ]


def test_an_unknown_transmission_forbids_the_signature() -> None:
    """Not known is not done: here the rule is strict."""
    assert len(examined(signed_on=DECIDED, transmitted_on=RECEIVED)) == 1
    (found,) = examined(transmitted_on=None, published_on=None)
    assert found.startswith("error, signature, CE, avis, 10 juin 1996, n° 176873")
    assert "rien ne dit que la délibération du 2 avril 2025 a été transmise au préfet" in found


def test_a_signature_before_publication_is_a_warning() -> None:
    """Transmitted but not published, the deliberation is not executory; unknown is told as unknown."""
    (found,) = examined(signed_on=RECEIVED)
    assert found.startswith("warning, signature, CGCT, art. L. 2131-1: signature du 7 avril 2025, avant que la")
    (found,) = examined(published_on=None)
    assert found.startswith(
        "warning, publication, CGCT, art. L. 2131-1: on ne connaît pas la date de publication de la"
    )
    act = Act("", "1", DECIDED, sent_on=RECEIVED, published_on=PUBLISHED)
    (found,) = told(examine_signature(Signing(SIGNED, SIGNED, None), act, TODAY))
    assert "signature, CGCT, art. L. 2131-1: on ne connaît pas la date de réception en préfecture de la" in found


def test_a_convention_is_notified_once_signed() -> None:
    """Notified the day before its signature, one of the dates is wrong."""
    (found,) = examined(notified_on=datetime.date(2025, 4, 9))
    assert found.startswith("error, notification, : notification du 9 avril 2025, avant la signature")


def test_nothing_is_signed_or_notified_tomorrow() -> None:
    """A date to come is a slip of the hand."""
    tomorrow = TODAY + datetime.timedelta(1)
    (found,) = examined(notified_on=tomorrow)
    assert found.startswith("error, dates, : notification du 1er mai 2025, une date à venir")
    found, _ = examined(signed_on=tomorrow)
    assert found.startswith("error, dates, : signature de la commune du 1er mai 2025, une date à venir")
    assert examined(signed_on=TODAY, notified_on=TODAY) == []


def test_an_avenant_without_financial_effect_rests_on_the_convention_s_deliberation() -> None:
    """With one, the council votes again: only its own deliberation authorises it."""
    first, own = Act("", "1", DECIDED), Act("", "2", DECIDED)
    assert authorising_act(financial=False, convention=first, own=None) is first
    assert authorising_act(financial=False, convention=first, own=own) is first
    assert authorising_act(financial=True, convention=first, own=None) is None
    assert authorising_act(financial=True, convention=first, own=own) is own


def test_the_mayor_s_own_date_is_the_one_the_deliberation_authorises() -> None:
    """A late signature of the President does not hide a mayor who signed too early; the notice follows both."""
    early = datetime.date(2025, 4, 4)
    assert "avant la transmission" in examined(commune_on=early, epci_on=SIGNED)[0]
    assert examined(commune_on=SIGNED, epci_on=early) == []
    (found,) = examined(
        commune_on=early, epci_on=SIGNED, transmitted_on=DECIDED, published_on=DECIDED, notified_on=early
    )
    assert found.startswith("error, notification")


def test_what_never_took_effect_before_its_term_is_not_renewed() -> None:
    """Neither signed nor notified after the term; on that day both may still be done."""
    late = datetime.date(2025, 4, 12)
    assert examined(term=SIGNED, notified_on=SIGNED) == []
    (found,) = examined(signed_on=late, term=SIGNED)
    assert "signature du 12 avril 2025, après le terme du 10 avril 2025" in found
    (found,) = examined(term=SIGNED, notified_on=late)
    assert "notification du 12 avril 2025, après le terme du 10 avril 2025" in found


def test_one_person_does_not_sign_for_both_parties() -> None:
    """Either a vice-president signs, or somebody whom the council designates."""
    (found,) = examined(one_person=True)
    assert found.startswith("error, signataires, CGCT, art. L. 2122-26 et L. 5211-9")


def test_a_mayor_signs_once_in_office() -> None:
    """On the day of the election too."""
    assert examined(in_office_since=SIGNED) == []
    (found,) = examined(in_office_since=SIGNED + datetime.timedelta(1))
    assert "n’est maire que depuis le 11 avril 2025" in found


def test_an_avenant_rests_on_what_was_read_to_be_authorised() -> None:
    """A convention's deliberation that leaves avenants out does not authorise them; one that was never read does."""
    own = Act("215902925", "2", authorises_signature=True)
    basis = Act("215902925", "1", authorises_signature=True, authorises_avenants=False)
    assert needs_own_act(financial=False, convention=basis)
    assert authorising_act(financial=False, convention=basis, own=None) is None
    assert authorising_act(financial=False, convention=basis, own=own) == own
    unread = Act("215902925", "1")
    assert not needs_own_act(financial=False, convention=unread)
    assert authorising_act(financial=False, convention=unread, own=None) == unread


def test_a_deliberation_that_authorises_nothing_is_none() -> None:
    """It was read: nothing may be signed by it."""
    assert authorising(Act("215902925", "1", authorises_signature=False)) is None
    assert authorising(None) is None


def test_a_mayor_of_before_the_elections_is_asked_about() -> None:
    """After March 2026 nobody is sure to be in office who was elected in 2020: voted before, signed after."""
    act = Act("", "1", DECIDED, received_on=RECEIVED, published_on=PUBLISHED)
    since, late = datetime.date(2020, 5, 25), datetime.date(2026, 5, 4)
    asked = Signing(late, late, None, in_office_since=since)
    (found,) = told(examine_signature(asked, act, late))
    assert found.startswith("warning, signataires")
    assert "vérifiez qui est maire" in found
    assert examined(in_office_since=since) == []
    assert told(examine_signature(replace(asked, in_office_since=datetime.date(2026, 3, 22)), act, late)) == []


def test_an_avenant_states_no_day_that_is_to_come() -> None:
    """Neither party signs before what the avenant cites; the last of those days is the one that is told."""
    cited = (("la signature de la convention", SIGNED), ("la notification de la convention", TODAY))
    (found,) = examined(signed_on=SIGNED, cited=cited)
    assert "signature du 10 avril 2025, avant la notification de la convention, le 30 avril 2025" in found
    (found,) = examined(epci_on=SIGNED, commune_on=TODAY, cited=cited)
    assert found.startswith("error, dates, : signature du 10 avril 2025")
    assert examined(signed_on=TODAY, notified_on=TODAY, cited=cited) == []


def test_what_a_signed_avenant_states_is_not_moved_after_it() -> None:
    """The dates of a convention are corrected up to the day on which its avenant was signed."""
    avenant = ("l’avenant n° 1", datetime.date(2025, 4, 20))
    (found,) = examined(signed_on=SIGNED, notified_on=TODAY, cited_by=(avenant,))
    assert "notification du 30 avril 2025, mais l’avenant n° 1, qui la cite, a été signé le 20 avril 2025" in found
    assert examined(signed_on=SIGNED, notified_on=avenant[1], cited_by=(avenant,)) == []


def test_a_signed_avenant_goes_on_stating_the_days_that_are_corrected() -> None:
    """Either of them; days that stay, or that no avenant states, are told nothing about."""
    avenant = ("l’avenant n° 1", TODAY)
    was = (SIGNED, SIGNED + datetime.timedelta(days=2))
    (found,) = examined(signed_on=SIGNED, notified_on=SIGNED, cited_by=(avenant,), stated=was)
    assert found.startswith("warning, dates, : l’avenant n° 1, déjà signé, cite cet acte comme signé le 10 avril 2025")
    assert "notifié le 12 avril 2025" in found
    assert examined(signed_on=SIGNED, notified_on=was[1], cited_by=(avenant,), stated=was) == []
    assert examined(signed_on=SIGNED, notified_on=SIGNED, stated=was) == []


def test_an_avenant_takes_no_effect_after_its_convention() -> None:
    """Its last day may be that of the effect."""
    last = datetime.date(2025, 8, 31)
    assert examined(term=last, effect=last) == []
    (found,) = examined(term=last, effect=last + datetime.timedelta(1))
    assert found.startswith("error, terme, convention, clause de durée: prise d’effet du 1er septembre 2025, après le")


def test_a_planning_that_begins_before_what_it_is_annexed_to_is_told() -> None:
    """Before the notification, or the signature as long as there is none; on the day itself it is in order."""
    days = (datetime.date(2025, 4, 8), SIGNED, datetime.date(2025, 5, 8))
    assert examined(planned=days[1:]) == []
    assert examined(planned=days)[0].startswith(
        "warning, planning, : le planning annexé prévoit 1 intervention avant la signature du 10 avril 2025, dès le "
        "8 avril 2025 : rien n’y oblige"
    )
    (found,) = examined(planned=days, notified_on=TODAY)
    assert "prévoit 2 interventions avant la notification du 30 avril 2025" in found
    assert "convenez avec la commune de ce qu’elles deviennent" in found


def test_a_planning_that_is_over_is_told() -> None:
    """Before the notification, of an avenant signed late."""
    assert examined(planned_until=SIGNED) == []
    (found,) = examined(notified_on=TODAY, planned_until=SIGNED)
    assert found.startswith("warning, planning, : le planning annexé finit le 10 avril 2025, avant la signature")


@cases(
    "words, expected",
    ("AUTORISE le Maire à signer la convention, sous réserve que les permanences aient lieu le matin", 1),
    ("APPROUVE la convention telle qu’amendée et AUTORISE le Maire à la signer", 1),
    ("AUTORISE le Maire à signer la convention ainsi que ses avenants sans incidence financière", 0),
    ("AUTORISE le Maire à signer tout avenant, sous réserve de son accord", 0),
    ("", 0),
)
def test_what_the_council_asked_besides_is_told_at_the_signature(words: str, expected: int) -> None:
    """A person confirmed that it authorises: what it says of the text, or asks first, is still to be looked at."""
    act = Act("", "19", DECIDED, received_on=RECEIVED, published_on=PUBLISHED, operative=words)
    found = told(examine_signature(Signing(SIGNED, SIGNED, None), act, TODAY))
    assert len(found) == expected
    assert all("que les parties signent ce que le conseil a voté" in one for one in found)
