"""What is recorded of a signature, or would be: its days, its files, and what the law says of it, in sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from generator.errors import Problem
from generator.inspection.signatures import signature_told
from generator.language.dates import date_longue
from generator.law.findings import Finding
from generator.pdf.signatures import ElectronicSignature
from generator.register.signatures import SignatureDates

Recorded = Literal["signed", "notified", "corrected", "undone"]
#: What each rule of law on a signature asks, as one says that it is kept.
_KEPT = {
    "transmission": "la commune a signé après la transmission de la délibération",
    "publication": "la délibération est publiée",
    "signature": "elle était exécutoire quand la commune a signé",
    "signataires": "deux personnes différentes signent, chacune en fonction à cette date",
    "notification": "la notification ne précède aucune des deux signatures",
    "terme": "le terme n’est pas passé",
}


@dataclass(frozen=True, slots=True)
class SignReport:
    """What was recorded, or would be; ``kept`` are the paths of the files kept, ``findings`` warnings of law.

    ``done`` is « signed », « notified », « corrected » or « undone »; ``recorded`` is false when somebody declined.
    ``letters`` are the files of the letters that follow, ``trouble`` what kept one from being made. ``signatures`` are
    the electronic ones of the scans, each with the name of its file.
    """

    commune: str
    insee: str
    number: str
    avenant: int
    dates: SignatureDates
    kept: tuple[str, ...]
    findings: tuple[Finding, ...]
    done: Recorded = "signed"
    recorded: bool = True
    letters: tuple[str, ...] = ()
    trouble: tuple[Problem, ...] = ()
    signatures: tuple[tuple[str, ElectronicSignature], ...] = ()

    @property
    def told(self) -> str:
        """What is recorded, or would be, in a sentence."""
        act, feminine = (f"l’avenant n° {self.avenant}", "") if self.avenant else ("la convention", "e")
        dates, named = self.dates, f"{self.commune}, {self.number}"
        if self.done == "undone":
            return f"{named} : la signature du {date_longue(dates.signed_on)} est annulée."
        if dates.commune == dates.epci:
            days = f"par les deux parties le {date_longue(dates.commune)}"
        else:
            days = f"par la commune le {date_longue(dates.commune)} et par l’EPCI le {date_longue(dates.epci)}"
        signed = f"{act} est signé{feminine} {days}"
        if dates.notified is None:
            return f"{named} : {signed} ; reste à notifier à la commune, ce qui lui donne effet."
        return f"{named} : {signed}, et notifié{feminine} le {date_longue(dates.notified)}."

    @property
    def respected(self) -> tuple[str, ...]:
        """The rules of law that leave nothing to say, each in words."""
        found = {finding.rule for finding in self.findings}
        unknown = {"notification"} if self.dates.notified is None else set()
        if "publication" in found:
            unknown.add("signature")  # nobody knows since when the deliberation was executory
        return tuple(said for rule, said in _KEPT.items() if rule not in found | unknown)

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The electronic signatures, each in a sentence."""
        return tuple(f"{name} — {signature_told(one)}" for name, one in self.signatures)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings of law, and the letters that could not be made."""
        return (*(finding.as_problem(commune=self.commune) for finding in self.findings), *self.trouble)

    @property
    def error(self) -> None:
        """Nothing is recorded when something is wrong: that is raised. A letter can still be made by a build."""
        return None

    def as_json(self) -> dict[str, Any]:
        """Return it with dates as YYYY-MM-DD."""
        days = {
            "signed_on": self.dates.signed_on,
            "commune_signed_on": self.dates.commune,
            "epci_signed_on": self.dates.epci,
            "notified_on": self.dates.notified,
        }
        item = {name: value for name, value in asdict(self).items() if name not in ("dates", "trouble")}
        item["signatures"] = [{"file": name, **one.as_json()} for name, one in self.signatures]
        item["problems"] = [asdict(problem) for problem in self.problems]
        return item | {name: day.isoformat() if day else None for name, day in days.items()}
