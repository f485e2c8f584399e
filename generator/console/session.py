"""The intake of deliberations at a terminal: what is shown, asked and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.console import questions, terminal
from generator.console.questions import Remarks
from generator.console.terminal import conclude_with, say, say_command, show_error
from generator.errors import ConventionsError, DataError, UsageError
from generator.runs.receiving.correspondence import Addressed
from generator.runs.receiving.questions import Turn, Unattended
from generator.runs.receiving.reception import Consent
from generator.runs.receiving.returned import Returned, ShownField

_CONFIDENCE = {"certain": "certain", "doubtful": "douteux", "missing": "absent"}
_TURNS = {turn.value: turn for turn in Turn}


@dataclass(frozen=True, slots=True)
class Telling(Unattended):
    """Tells what is read and done, and asks nothing; ``silent`` leaves standard output to a machine.

    ``remarks`` are what was told already: an error that repeats them says only that nothing is recorded.
    """

    silent: bool = False
    remarks: Remarks = field(default_factory=Remarks)

    def show(self, returned: Returned) -> None:
        """Show what was read, with what makes it doubtful and what the law says."""
        if self.silent:
            return
        told = {one.name: one for one in returned.shown}
        where = f"{returned.commune_name}, " if returned.commune else ""
        say(f"{returned.name} — {where}délibération n° {told['numero'].text or '?'}")
        if (before := returned.recorded_otherwise) is not None:
            same = returned.act.is_that(before.act.number, str(before.act.decided_on))
            what = "Cette délibération" if same else f"Une autre délibération, n° {before.act.number},"
            say(f"{what} est déjà enregistrée pour {returned.document} ({before.source}), et dit autre chose.")
        shown = [one for one in told.values() if one.field.confidence != "missing" or one.to_confirm]
        rows: list[tuple[str, ...]] = [
            (one.label, _text(returned, one), _CONFIDENCE[one.field.confidence], _why(returned, one)) for one in shown
        ]
        titles: tuple[str, ...] = ("Champ", "Lu", "Confiance", "Pourquoi")
        if len(returned.source.pages) > 1:
            titles = (*titles, "Page")
            rows = [(*row, _page(returned, one)) for row, one in zip(rows, shown, strict=True)]
        terminal.show_table(titles, rows)
        missing = [one.label.lower() for one in told.values() if one not in shown]
        if missing:
            say(f"Pas trouvé : {', '.join(missing)}.")
        for told_of in returned.signed_by:
            say(f"{returned.name} — {told_of}.")
        sure = [one.message for one in returned.respected if not one.doubt]
        if sure:
            say(f"Règles respectées : {' ; '.join(sure)}.")
        self.remarks.tell(returned.problems)

    def recorded(self, returned: Returned, *, new: bool) -> None:
        """Say for which document."""
        if not self.silent:
            done, then = "Délibération déjà enregistrée", ""
            if new:
                done, then = "Délibération enregistrée", " Lancez « conventions build »."
            say(f"{done} : {returned.document} ({returned.commune_name}).{then}")

    def left_aside(self, returned: Returned) -> None:
        """Say so; of one whose object was not found, no more than that."""
        if returned.act.object:
            say(f"{returned.name} : cette délibération porte sur autre chose ; elle est laissée de côté.", error=True)
            return
        say(
            f"{returned.name} : l’objet n’a pas été trouvé, et rien ne rattache cette délibération à la campagne ; "
            "elle est laissée de côté. Si c’est la suite d’un autre fichier, réunissez-les en un seul.",
            error=True,
        )

    def superseded(self, returned: Returned) -> None:
        """Say so, and how to come back to it."""
        act = returned.target.deliberation if returned.target else None
        since = f"la délibération n° {act.number}" if act else "une autre délibération"
        told = f"{returned.name} : ce fichier a déjà été enregistré pour {returned.document}, puis {since} l’a été ; il"
        say(f"{told} est laissé de côté (--replace pour y revenir).", error=True)

    def show_answer(self, addressed: Addressed) -> None:
        """Show what the prefecture answered, and about which dossier; why, when that is not known."""
        if self.silent:
            return
        answer, name = addressed.answer, addressed.source.name
        where = f"{addressed.document} ({addressed.commune})" if addressed.document else "dossier inconnu"
        say(f"{name} — {where} : {answer.title}, {answer.answered_on:%d/%m/%Y}, acte {answer.named}")
        told = {"Objet": answer.object, "Matière": answer.matter, "Détail": answer.detail, "À faire": answer.remedy}
        for label, text in told.items():
            if text:
                say(f"  {label} : {text}")
        if addressed.why:
            say(f"{name} : {addressed.why}. {questions.NOTHING_RECORDED}", error=True)

    def answer_kept(self, addressed: Addressed, *, new: bool, completes: bool) -> None:
        """Say what became of it."""
        if self.silent:
            return
        said = f"{addressed.document} ({addressed.commune})"
        if completes:
            then = "" if addressed.signed else " Lancez « conventions build »."
            say(f"Délibération complétée par l’accusé de réception : {said}.{then}")
        elif addressed.awaits_its_act:
            say(f"Accusé de réception gardé : {said}. Il complétera la délibération quand elle sera enregistrée.")
        else:
            say(f"Réponse de la préfecture {'gardée' if new else 'déjà gardée'} : {said}.")

    def not_read(self, name: str, why: str) -> None:
        """Say so, and why."""
        if not self.silent:
            say(f"{name} : laissé de côté ({why}).", error=True)

    def failed(self, path: Path, error: ConventionsError) -> None:
        """Show the error, with those of its problems that were not told yet."""
        self.remarks.tell(error.problems)
        conclude_with(error)


@dataclass(frozen=True, slots=True)
class Asking(Telling):
    """Has every doubt lifted by the person at the terminal, whose word is needed to record anything."""

    def show(self, returned: Returned) -> None:
        """Show what was read, then how the questions are answered."""
        Telling.show(self, returned)
        if returned.ours and returned.doubtful:
            say("Entrée garde ce qui est lu, « < » revient à la question précédente, « q » quitte.")

    def look_at(self, shown: ShownField, error: DataError | None) -> str | Turn | None:
        """Ask for a field; Enter keeps what was read."""
        if error:
            show_error(error)
        elif shown.field.confidence == "certain":
            say(f"{shown.label} : votre réponse était « {shown.text} ».")
        else:
            read = f" (lu : « {shown.field.read} »)" if shown.field.read else ""
            say(f"{shown.label} : {shown.field.why or 'pas trouvé'}{read}")
        answer = questions.ask(shown.label, shown.text)
        return _TURNS.get(answer.strip(), answer)

    def records(self, returned: Returned) -> bool | Turn:
        """Ask."""
        answer = questions.choose("Enregistrer cette délibération ?", _TURNS)
        if answer == "n":
            say(questions.NOTHING_RECORDED)
        return _TURNS.get(answer, answer == "o")

    def kept(self, path: Path, answers: Mapping[str, str]) -> None:
        """Say how to take the questions up again with these answers."""
        values = [word for name, value in answers.items() for word in ("--set", f"{name}={value}")]
        say_command("Vos réponses ne sont pas perdues. Pour reprendre", "conventions", "intake", path, *values)

    def consents(self, returned: Returned) -> Consent | None:
        """Ask for the reason, and on whose advice; with ``despite`` the will is known."""
        if not (self.despite or questions.confirm("Elle paraît irrégulière. L’enregistrer malgré tout ?")):
            return None
        why = ""
        while True:
            why = questions.ask("Pourquoi l’enregistrer malgré tout", why)
            try:
                return Consent(why, questions.ask("Sur quel avis (« aucun » si personne n’a été consulté)", ""))
            except UsageError as error:
                show_error(error)

    def replaces(self, returned: Returned) -> bool:
        """Ask, with what differs."""
        return questions.confirm(f"Une autre est enregistrée ({returned.conflict}). La remplacer ?")

    def takes(self, addressed: Addressed) -> bool:
        """Ask, with what differs when it contradicts the register."""
        if addressed.conflict:
            return questions.confirm(f"Le registre dit autre chose ({addressed.conflict}). Le corriger ?")
        return questions.confirm("Enregistrer cette réponse de la préfecture ?")


def _why(returned: Returned, shown: ShownField) -> str:
    """Return what makes a field doubtful; what the law finds is told once, under the table."""
    left = shown.field.why_beside({finding.rule for finding in returned.findings})
    return left if left == shown.field.why else " ; ".join(filter(None, (left, "voir sous le tableau")))


def _page(returned: Returned, shown: ShownField) -> str:
    found = returned.stands(shown)
    return str(found[0]) if found else ""


def _text(returned: Returned, shown: ShownField) -> str:
    if shown.name == "commune" and returned.commune:
        return f"{returned.commune.nom} ({returned.commune.insee})"
    return shown.text
