"""The sitting of Haveluy's municipal council on 2 April 2025, as the public extract of its register tells."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from generator.law.acts import Act
from generator.law.findings import Finding
from generator.law.sittings import Proxy, Sitting

HAVELUY = Sitting(
    population=3_224,
    held_on=datetime.date(2025, 4, 2),
    convened_on=datetime.date(2025, 3, 27),
    posted_on=datetime.date(2025, 3, 27),
    in_office=21,
    present=14,
    voting=20,
    present_names=(
        *("RYCKELYNCK J.P., Maire", "PERTOLDI C., 1ère Adjointe", "MURCIA B, 2ème Adjoint", "MAYEUX M., 3ème Adjointe"),
        *("LEBBADER D., 6ème Adjoint", "CARLIER N.", "GIRARD J.C", "LEFEBVRE B.", "CLOSSE E.", "GLORIA D."),
        *("BUONGIORNO G.", "KRYSZTOF J.", "CHATELLAIN J.", "DELBECQ D."),
    ),
    proxies=(
        Proxy("FERAHTIA A., 4ème Adjoint", "MURCIA B."),
        Proxy("DHAUSSY L., 5ème Adjointe", "RYCKELYNCK J.P."),
        Proxy("PLANTIN M.F.", "CLOSSE E."),
        Proxy("PERNAK C.", "LEBBADER D."),
        Proxy("CASABIANCA M.", "MAYEUX M."),
        Proxy("BOCQUILLION R.", "PERTOLDI C."),
    ),
    absent_names=("GARCIA M.",),
    secretary="Mme MAYEUX M.",
    signatories=("Mariette MAYEUX", "Jean-Paul RYCKELYNCK"),
    votes_for=20,
    votes_against=0,
    abstentions=0,
    not_voting=0,
    unanimous=True,
)

DELIBERATION = Act(
    siren="215902925",
    number="2025-02-10",
    decided_on=datetime.date(2025, 4, 2),
    object=(
        "Convention relative à la mise en œuvre d’un accompagnement de médiation numérique pour les communes et ses"
        " habitants entre la Porte du Hainaut et la commune d’Haveluy"
    ),
    sent_on=datetime.date(2025, 4, 7),
    received_on=datetime.date(2025, 4, 7),
    identifier="059-215902925-20250402-DELIB20250210-DE",
)


def told(findings: Iterable[Finding]) -> list[str]:
    """Return each finding as « level, rule, article: message », with ordinary spaces."""
    return [plain(f"{found.level}, {found.rule}, {found.article}: {found.message}") for found in findings]


def plain(text: str) -> str:
    """Return ``text`` with ordinary spaces where a line may not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
