"""Who presided over the sitting, and who took no part in the vote."""

from __future__ import annotations

from dataclasses import replace

from generator.law.examination import examine_aside, examine_president
from generator.law.respected import respected_rules
from generator.law.sittings import Proxy
from generator.law.votes import examine_voters

from .samples import DELIBERATION, HAVELUY, plain, told

MAYOR = "Jean-Paul RYCKELYNCK"


def test_the_mayor_presides_without_remark() -> None:
    """By name, by office alone, or when nobody knows."""
    for president in (MAYOR, "RYCKELYNCK J.P.", "Monsieur le Maire", ""):
        assert not list(examine_president(replace(HAVELUY, president=president, mayor=MAYOR)))
    assert not list(examine_president(replace(HAVELUY, president="PERTOLDI C.")))


def test_an_adjoint_who_presides_signs_for_the_mayor() -> None:
    """It is lawful when the mayor is away, and is to be said."""
    (found,) = told(examine_president(replace(HAVELUY, president="PERTOLDI C.", mayor=MAYOR)))
    assert found.startswith(
        "warning, présidence, CGCT, art. L. 2121-14 et L. 2122-17: séance présidée par « PERTOLDI C. »"
    )
    assert "« pour le maire empêché »" in found


def test_who_presides_is_present() -> None:
    """A member who is not listed did not preside, or is misread."""
    (found,) = told(examine_president(replace(HAVELUY, president="GARCIA M.")))
    assert found.startswith(
        "warning, présidence, CGCT, art. L. 2121-14: « GARCIA M. », qui préside la séance, n’est pas"
    )


def test_those_who_take_no_part_are_counted_and_sat() -> None:
    """Their number, and that they were there or had given a proxy."""
    aside = replace(HAVELUY, aside_names=("GLORIA D.", "PLANTIN M.F."), not_voting=2, votes_for=18)
    assert not list(examine_aside(aside))
    (found,) = told(examine_aside(replace(aside, not_voting=1)))
    assert "2 nommés parmi ceux qui ne prennent pas part au vote, et 1 compté ;" in found
    (found,) = told(examine_aside(replace(aside, aside_names=("GARCIA M.",), not_voting=1)))
    assert "« GARCIA M. » ne prend pas part au vote, mais n’est ni parmi les présents" in found


def test_who_gave_a_proxy_to_nobody_named_did_give_one() -> None:
    """That its holder is not known is told elsewhere."""
    aside = replace(HAVELUY, aside_names=("MOREAU G.",), not_voting=1, votes_for=18)
    given = replace(aside, proxies=(*HAVELUY.proxies, Proxy("MOREAU G.", "")))
    assert any("n’est ni parmi les présents" in one for one in told(examine_aside(aside)))
    assert not any("n’est ni parmi les présents" in one for one in told(examine_aside(given)))


def test_who_takes_no_part_votes_for_nobody() -> None:
    """The proxy that such a member holds is not counted either, and one that was is told."""
    holder = HAVELUY.proxies[0].holder
    aside = replace(HAVELUY, aside_names=(holder,), not_voting=1)
    counted = replace(aside, voting=19, votes_for=19)
    (found,) = told(examine_aside(counted))
    assert found.startswith(
        f"warning, non-participation, CGCT, art. L. 2121-20: « {holder} » ne prend pas part au vote"
    )
    without = replace(aside, voting=18, votes_for=18)
    assert not [*examine_aside(without), *examine_voters(without)]
    assert "18 votants = 14 présents + 6 pouvoirs - 2 hors du vote" in [
        plain(one.message) for one in respected_rules(without, DELIBERATION, ())
    ]


def test_a_member_aside_is_not_among_the_votes() -> None:
    """As many votes as members present and proxies: the one who took no part voted all the same."""
    (found,) = told(examine_aside(replace(HAVELUY, aside_names=("GLORIA D.",), not_voting=1)))
    assert found.startswith("warning, non-participation, CGCT, art. L. 2131-11: « GLORIA D. » : ne prend pas part")
