"""Proxies: one a holder, who is present; one a giver, who is not."""

from __future__ import annotations

from dataclasses import replace

from generator.law.proxies import examine_givers, examine_holders
from generator.law.sittings import Proxy, Sitting

from .samples import HAVELUY, told


def test_a_member_holds_one_proxy_only() -> None:
    """The same holder under two writings is the same holder."""
    sitting = replace(HAVELUY, proxies=(*HAVELUY.proxies[:5], Proxy("BOCQUILLION R.", "M. Jean-Paul RYCKELYNCK")))
    assert told(examine_holders(sitting)) == [
        "error, pouvoirs, CGCT, art. L. 2121-20: « M. Jean-Paul RYCKELYNCK » porte le pouvoir de « DHAUSSY L., 5ème"
        " Adjointe » et celui de « BOCQUILLION R. » ; un conseiller n’en porte qu’un : vérifiez les noms ; sinon un"
        " seul de ces pouvoirs compte, et le nombre de votants change."
    ]


def test_the_holder_of_a_proxy_is_present() -> None:
    """The absent member cannot vote for another."""
    sitting = replace(HAVELUY, proxies=(*HAVELUY.proxies[:5], Proxy("BOCQUILLION R.", "GARCIA M.")))
    assert told(examine_holders(sitting)) == [
        "error, pouvoirs, CGCT, art. L. 2121-20: « GARCIA M. », qui porte le pouvoir de « BOCQUILLION R. », n’est pas"
        " parmi les présents ; vérifiez l’orthographe du nom et la liste des présents ; sinon ce pouvoir ne compte pas."
    ]


def test_without_the_names_of_those_present_their_presence_is_not_judged() -> None:
    """The rule of one proxy a holder still is."""
    sitting = replace(HAVELUY, present_names=(), proxies=(Proxy("BOCQUILLION R.", "GARCIA M."),))
    assert not list(examine_holders(sitting))


def test_nobody_is_their_own_proxy() -> None:
    """It is told once, not again as a giver who is present or a holder who is absent."""
    sitting = replace(HAVELUY, proxies=(Proxy("GARCIA M.", "M. GARCIA"),))
    (found,) = told((*examine_holders(sitting), *examine_givers(sitting)))
    assert found.startswith("error, pouvoirs, CGCT, art. L. 2121-20: « GARCIA M. » se donne pouvoir")


def test_a_member_gives_one_proxy_only() -> None:
    """PERNAK's vote cannot be cast twice."""
    sitting = replace(HAVELUY, proxies=(*HAVELUY.proxies, Proxy("Mme PERNAK", "CARLIER N.")))
    assert told(examine_givers(sitting)) == [
        "error, pouvoirs, CGCT, art. L. 2121-20: « Mme PERNAK » donne pouvoir à « LEBBADER D. » et à « CARLIER N. »"
        " ; un conseiller n’a qu’une voix : un seul pouvoir compte."
    ]


def test_who_is_present_gives_no_proxy() -> None:
    """The name is told as the list of those present writes it."""
    sitting = replace(HAVELUY, proxies=(Proxy("Mme Mariette MAYEUX", "CARLIER N."),))
    (found,) = told(examine_givers(sitting))
    assert found.startswith(
        "error, pouvoirs, CGCT, art. L. 2121-20: « MAYEUX M., 3ème Adjointe » est parmi les présents et donne pouvoir à"
        " « CARLIER N. »"
    )


def test_a_proxy_whose_holder_is_not_known_is_a_warning() -> None:
    """It is no error of the act: nobody read to whom it was given."""
    proxies = (Proxy("Michel BLAISE", ""), Proxy("Bruno LEJEUNE", ""))
    found = list(examine_holders(Sitting(present_names=("Carole LELEU",), proxies=proxies)))
    assert [(one.rule, one.level) for one in found] == [("pouvoirs", "warning")] * 2
    (again,) = examine_givers(Sitting(proxies=(Proxy("Michel BLAISE", ""), Proxy("Michel BLAISE", "Carole LELEU"))))
    assert "« »" not in again.message
