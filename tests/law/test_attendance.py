"""Members in office, quorum, names, secretary, signatures: each rule broken in turn on Haveluy's sitting."""

from __future__ import annotations

from dataclasses import replace

from generator.law.attendance import (
    examine_givers,
    examine_holders,
    examine_members,
    examine_present_names,
    examine_quorum,
    examine_seats,
    examine_secretary,
    examine_signatures,
)
from generator.law.sittings import Proxy, Sitting
from tests.cases import cases

from .samples import HAVELUY, told


def test_more_members_than_seats_is_an_error() -> None:
    """Haveluy's council has 23 seats; 23 in office are lawful, 24 are not."""
    assert not list(examine_seats(replace(HAVELUY, in_office=23)))
    assert told(examine_seats(replace(HAVELUY, in_office=24))) == [
        "error, effectif, CGCT, art. L. 2121-2: 24 conseillers en exercice, mais le conseil d’une commune de"
        " 3 224 habitants compte 23 sièges ; vérifiez le nombre en exercice, et la population, qui est celle du dernier"
        " renouvellement général (une commune nouvelle peut compter davantage de conseillers, L. 2113-7 et L. 2113-8 :"
        " si c’en est une, dites-le comme raison)."
    ]


def test_the_seats_of_paris_lyon_and_marseille_are_not_judged() -> None:
    """Their numbers are not those of article L. 2121-2: Lyon's 73 councillors are no mistake."""
    lyon = replace(HAVELUY, population=520_000, in_office=73)
    assert told(examine_seats(lyon))
    assert not list(examine_seats(replace(lyon, own_seats=True)))


def test_less_than_a_majority_present_is_no_quorum() -> None:
    """Of 21 members, 11 make the quorum; 10 with six proxies do not."""
    assert not list(examine_quorum(replace(HAVELUY, present=11)))
    assert told(examine_quorum(replace(HAVELUY, present=10))) == [
        "error, quorum, CGCT, art. L. 2121-17: 10 présents sur 21 conseillers en exercice, alors que le quorum est"
        " de 11 (les pouvoirs ne comptent pas) ; le conseil ne pouvait délibérer que sur une seconde convocation,"
        " adressée au moins trois jours francs avant la séance : si c’est le cas, demandez un extrait qui le dise."
    ]


def test_a_second_convocation_waives_the_quorum() -> None:
    """One member present is then enough, unless the convocation came too late."""
    second = replace(HAVELUY, present=1, second_convocation=True)
    assert not list(examine_quorum(second))
    (found,) = examine_quorum(replace(second, convened_on=second.held_on))
    assert found.rule == "quorum"
    assert (
        "la seconde convocation, adressée moins de trois jours francs avant la séance, n’en dispense pas"
        in found.message
    )


def test_more_present_than_in_office_is_an_error() -> None:
    """One of the two numbers was misread; a whole council present is no mistake."""
    assert not list(examine_quorum(replace(HAVELUY, present=21)))
    (found,) = told(examine_quorum(replace(HAVELUY, present=22)))
    assert found.startswith("error, effectif, CGCT, art. L. 2121-17: 22 présents sur 21 conseillers en exercice")


def test_the_number_present_is_compared_with_the_names() -> None:
    """Thirteen names for fourteen present: either can be wrong."""
    assert told(examine_present_names(replace(HAVELUY, present_names=HAVELUY.present_names[:13]))) == [
        "warning, présents, CGCT, art. L. 2121-15: 14 présents d’après le nombre écrit, 13 d’après la liste des noms ;"
        " vérifiez l’un et l’autre."
    ]


def test_a_name_written_twice_is_told_with_both_writings() -> None:
    """« Jean-Paul RYCKELYNCK » at the end of the list is the mayor again, or a namesake."""
    names = (*HAVELUY.present_names[:13], "Jean-Paul RYCKELYNCK")
    assert told(examine_present_names(replace(HAVELUY, present_names=names))) == [
        "warning, présents, CGCT, art. L. 2121-15: « RYCKELYNCK J.P., Maire » et « Jean-Paul RYCKELYNCK » figurent"
        " parmi les présents ; vérifiez que ce sont deux personnes."
    ]


def test_present_represented_and_absent_make_the_council() -> None:
    """A member listed both as present and as absent is one too many for 21 in office."""
    assert told(examine_members(replace(HAVELUY, absent_names=("GARCIA M.", "CARLIER N.")))) == [
        "warning, effectif, CGCT, art. L. 2121-15: 14 présents, 6 pouvoirs et 2 absents font 22, et non les"
        " 21 conseillers en exercice ; vérifiez les listes de noms."
    ]


def test_a_represented_member_listed_as_absent_counts_once() -> None:
    """Many extracts list the excused members among the absent, and their proxies apart."""
    assert not list(examine_members(replace(HAVELUY, absent_names=("Mme DHAUSSY", "GARCIA M."))))


def test_the_secretary_is_a_member_present() -> None:
    """The only absent member cannot have kept the minutes."""
    assert told(examine_secretary(replace(HAVELUY, secretary="M. GARCIA"))) == [
        "error, secrétaire, CGCT, art. L. 2121-15: « M. GARCIA », secrétaire de séance, n’est pas parmi les présents"
        " ; le conseil nomme l’un de ses membres, qui assiste à la séance : vérifiez l’orthographe du nom et la"
        " liste des présents."
    ]


def test_each_of_several_secretaries_is_looked_for() -> None:
    """The council may name several; here only the second was absent."""
    (found,) = told(examine_secretary(replace(HAVELUY, secretary="Mme MAYEUX M. et M. GARCIA")))
    assert "« M. GARCIA », secrétaire de séance" in found


@cases(
    "signatories, lacking",
    (("Jean-Paul RYCKELYNCK",), "il manque celle du secrétaire de séance :"),
    (("Mariette MAYEUX",), "il manque celle du maire :"),
    (("La secrétaire de séance",), "il manque celle du maire :"),
    (("Le Maire", "PERTOLDI C."), "il manque celle du secrétaire de séance :"),
)
def test_the_signature_that_lacks_is_named(signatories: tuple[str, ...], lacking: str) -> None:
    """The mayor and the secretary both sign a deliberation."""
    (found,) = told(examine_signatures(replace(HAVELUY, signatories=signatories)))
    read = "signatures lues" if len(signatories) > 1 else "signature lue"
    assert found.startswith(f"warning, signatures, CGCT, art. L. 2121-23: {read} : {', '.join(signatories)} ;")
    assert lacking in found


def test_one_signature_without_a_known_secretary_is_one_too_few() -> None:
    """Whose it is cannot be told."""
    (found,) = told(examine_signatures(replace(HAVELUY, secretary="", signatories=("Jean-Paul RYCKELYNCK",))))
    assert "il manque celle du maire ou celle du secrétaire de séance" in found


@cases("signatories", ("Le Maire", "La secrétaire de séance"), ("MAYEUX M.", "RYCKELYNCK J.P."))
def test_both_signatures_are_in_order_by_name_or_by_office(signatories: tuple[str, ...]) -> None:
    """Names and offices identify who signed."""
    assert not list(examine_signatures(replace(HAVELUY, signatories=signatories)))


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
