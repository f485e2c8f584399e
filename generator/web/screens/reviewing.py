"""One deliberation that came back: the page beside its fields, corrected, examined again, and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, DataError, UsageError
from generator.inputs.contacts import mail_address
from generator.intake.fields import FIELDS
from generator.language.places import de
from generator.papers.lightened import Leaf
from generator.papers.phrases import place_of
from generator.runs.reasons import as_read
from generator.runs.receiving.reception import Consent
from generator.runs.receiving.returned import Returned, ShownField
from generator.web.desk import clerk, desk, project
from generator.web.pictures import WIDTH, lit
from generator.web.reviews import Read, Review
from generator.web.screens.returns import read_again, reception, screen as returns
from generator.web.sheets import seal_of

#: Fields that take several lines.
LONG = frozenset({"objet", "dispositif", "noms_presents", "noms_absents", "pouvoirs", "signataires", "sans_part"})
#: Fields that are shown among those of the page although they were not found there.
AWAITED = frozenset({"numero", "convocation_date", "recu_le", "publie_le"})


@dataclass
class Attempt:
    """What a form sent that was not done: what was ``typed``, what is wrong with it by field, and over all."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: ConventionsError | None = None
    overtaken: bool = False


def _read(cle: str) -> Read:
    """Return a file as it was read; one that was read before the server restarted is read again."""
    reviews, campaign = desk().reviews, project().campaign.name
    found = reviews.find(campaign, cle)
    if found is None:
        read_again(cle)
        found = reviews.find(campaign, cle)
    if found is None:
        raise UsageError("Ce fichier n’est plus dans le dossier retours : déposez-le de nouveau.")
    return found


def _review(cle: str, rang: int) -> Review:
    """Return a deliberation under review, placed in the register as it is now."""
    reviews = _read(cle).reviews
    if rang >= len(reviews):
        abort(404)
    reviews[rang].place(reception())
    return reviews[rang]


def _state(review: Review) -> str:
    """Return the seal of what a form is made from."""
    return seal_of([review.returned.as_json(), review.recorded])


@returns.get("/<cle>")
def file(cle: str) -> str:
    """Show what a file holds: deliberations, answers of the prefecture, and what is left aside."""
    read, letters = _read(cle), reception().correspondence
    for one in read.reviews:
        one.place(reception())
    found = read.reading.delivered.parcel if read.reading.delivered else None
    answers = [letters.addressed(source, told, found.around(source)) for source, told in found.answers] if found else []
    return render_template("returns_file.html", read=read, answers=answers)


@returns.get("/<cle>/<int:rang>")
def review(cle: str, rang: int) -> str:
    """Show a deliberation: the page, and the fields with their doubts."""
    return _page(cle, rang, _review(cle, rang), Attempt())


def _page(cle: str, rang: int, found: Review, attempt: Attempt) -> str:
    returned = found.returned
    return render_template(
        "review.html",
        cle=cle,
        rang=rang,
        review=found,
        returned=returned,
        attempt=attempt,
        state=_state(found),
        file=_read(cle).reading.name,
        fields=_listed(returned, attempt),
        writes_to=mail_address(returned.commune.row.get("courriel", "")) if returned.commune else None,
        long=LONG,
        of=de(returned.commune) if returned.commune else "",
        **_leaf(returned, request.args.get("champ", "")),
    )


def _listed(returned: Returned, attempt: Attempt) -> dict[str, list[tuple[int, ShownField]]]:
    """Return the fields with their places in the order of the page: doubtful, seen, and not found and not awaited."""
    listed: dict[str, list[tuple[int, ShownField]]] = {"doubtful": [], "seen": [], "absent": []}
    for place, one in enumerate(returned.as_on_page, 1):
        asked = one.to_confirm or one.name in attempt.errors
        absent = one.field.confidence == "missing" and one.name not in AWAITED
        listed["doubtful" if asked else "absent" if absent else "seen"].append((place, one))
    return listed


@returns.get("/<cle>/<int:rang>/feuille")
def leaf(cle: str, rang: int) -> str:
    """Show the page on which a field was read, the phrase lit up."""
    found = _review(cle, rang)
    return render_template(
        "review_leaf.html", cle=cle, rang=rang, returned=found.returned, **_leaf(found.returned, request.args["champ"])
    )


def _leaf(returned: Returned, name: str) -> dict[str, object]:
    """Return the page of a field, of the first doubtful one if none is named, and its text around the phrase."""
    asked = name if name in FIELDS else next(iter(returned.doubtful), "numero")
    phrase, source = returned.deliberation.fields[asked].read, returned.source
    pages, boxes = (
        source.pages,
        {rank: source.boxes(rank - 1, phrase, FIELDS[asked]) for rank in range(1, len(source.pages) + 1)},
    )
    wanted = request.args.get("feuille", 0, type=int)
    places = {number: place for number, text in enumerate(pages, 1) if (place := place_of(phrase, text, FIELDS[asked]))}
    number = (
        wanted
        if 1 <= wanted <= len(pages)
        else next(iter(places), next((rank for rank, found in boxes.items() if found), 1))
    )
    start, end = places.get(number, (0, 0))
    text = pages[number - 1]
    return {
        "champ": asked,
        "label": FIELDS[asked],
        "phrase": phrase,
        "number": number,
        "pages": len(pages),
        "cut": (text[:start], text[start:end], text[end:]),
        "drawn": source.medium in ("pdf", "scan"),
        "lit": bool(boxes[number]) or (source.medium == "pdf" and start < end),
    }


@returns.get("/<cle>/<int:rang>/page/<int:number>")
def drawn(cle: str, rang: int, number: int) -> Response:
    """Draw a page, the phrase of a field lit up in it."""
    reviews = _read(cle).reviews
    if rang >= len(reviews):
        abort(404)
    returned, name = reviews[rang].returned, request.args.get("champ", "")
    if name not in FIELDS or not 1 <= number <= len(returned.source.pages):
        abort(404)
    phrase, around = returned.deliberation.fields[name].read, bool(request.args.get("extrait"))
    source, label = returned.source, FIELDS[name]
    data, page = source.leaf(number - 1)
    turn = source.sheets[number - 1].turn if number - 1 in source.sheets else 0
    boxes = source.boxes(number - 1, phrase, label)
    picture = lit(Leaf(data, page, WIDTH, phrase, label, around, turn, boxes))
    if picture is None:
        abort(404)
    return Response(picture, mimetype="image/png")


@returns.post("/<cle>/<int:rang>")
def examine(cle: str, rang: int) -> str | AnyResponse:
    """Take corrections, and examine again; record if that is asked for and was restated."""
    found, form = _review(cle, rang), request.form
    typed = {name: form[f"champ-{name}"].replace("\r\n", "\n") for name in FIELDS if f"champ-{name}" in form}
    if form.get("etat") != _state(found):
        return _page(cle, rang, found, Attempt(typed, overtaken=True))
    errors = _correct(found, typed)
    if errors:
        return _page(cle, rang, found, Attempt(typed, errors))
    if form.get("geste") not in ("enregistrer", "malgre"):
        flash("Examiné de nouveau.")
        return redirect(url_for("returns.review", cle=cle, rang=rang), 303)
    return _record(cle, rang, found)


def _correct(found: Review, typed: Mapping[str, str]) -> dict[str, str]:
    """Take what a person wrote and looked at, all of it or nothing; return what is not understood, by field."""
    returned, errors = found.returned, {}
    before = {one.name: one.text for one in returned.shown}
    seen = {name: before[name] for name in request.form.getlist("vu") if name in before}
    before["commune"] = returned.commune_name or before["commune"]
    changed = {name: text for name, text in typed.items() if text.split() != before[name].split()}
    kept = {one.name: one.recorded for one in returned.compared if request.form.get(f"garde-{one.name}") == "registre"}
    for name, text in (seen | changed | kept).items():
        try:
            returned = reception().corrected(returned, {name: text})
        except DataError as error:
            errors[name] = str(error)
    if not errors:
        found.returned, found.clerk = returned, clerk()
    return errors


def _record(cle: str, rang: int, found: Review) -> str | AnyResponse:
    form, returned = request.form, found.returned
    why, advice = as_read(form.get("pourquoi", "")), as_read(form.get("avis", ""))
    errors = dict.fromkeys(returned.doubtful, "À vérifier sur la page : corrigez, ou cochez « vérifié ».")
    errors |= dict.fromkeys(returned.missing, "Rien ne s’enregistre sans cette réponse : écrivez-la.")
    if form["geste"] == "malgre" and not why:
        errors["pourquoi"] = "Écrivez d’abord pourquoi : le registre garde cette raison."
    if form["geste"] == "malgre" and not advice:
        errors["avis"] = "Écrivez sur quel avis, ou « aucun » : le registre le garde."
    if errors:
        return _page(cle, rang, found, Attempt({"pourquoi": why, "avis": advice}, errors))
    consent = Consent(why, advice) if form["geste"] == "malgre" else None
    try:
        ready = reception().recordable(returned, ())
        if ready.irregularities and not consent:
            raise UsageError(
                "Cette délibération paraît irrégulière : faites-la corriger par la commune, corrigez ce qui est mal "
                "lu, ou écrivez plus bas pourquoi l’enregistrer malgré tout."
            )
        shown = [ready.as_json(), why, advice]
        if form.get("fiche") != seal_of(shown):
            return render_template(
                "review_sheet.html", cle=cle, rang=rang, returned=ready, consent=consent, state=_state(found),
                seal=seal_of(shown), of=de(ready.commune) if ready.commune else "",
            )  # fmt: skip
        new = reception().record(ready, confirmed=(), replace=bool(ready.conflict), despite=consent)
    except ConventionsError as error:
        return _page(cle, rang, found, Attempt(refused=error))
    found.returned, found.kept = ready, ready.deliberation
    done = "enregistrée" if new else "déjà enregistrée"
    told = f"Délibération {done} pour {ready.commune_name} ({ready.document}). Fabriquez le dossier pour le compléter."
    flash(told, "make")
    return redirect(url_for("returns.show"), 303)


@returns.post("/<cle>/reponse/<int:rang>")
def answer(cle: str, rang: int) -> str | AnyResponse:
    """Keep an answer of the prefecture with its dossier, once it was restated."""
    read = _read(cle)
    if rang >= len(read.reading.answers) or read.reading.delivered is None:
        abort(404)
    source, told = read.reading.delivered.parcel.answers[rang]
    letters = reception().correspondence
    addressed = letters.addressed(source, told, read.reading.delivered.parcel.around(source))
    if not addressed.document:
        raise UsageError(f"{source.name} : {addressed.why}. Rien n’a été enregistré.")
    seal = seal_of(addressed.as_json())
    if request.form.get("fiche") != seal:
        return render_template("answer_sheet.html", cle=cle, rang=rang, one=addressed, seal=seal)
    kept = letters.record(addressed, replace=bool(addressed.conflict))
    done = "complète la délibération" if kept.completes else "est gardée" if kept.new else "est déjà gardée"
    flash(f"La réponse de la préfecture {done} : {addressed.document} ({addressed.commune}).")
    return redirect(url_for("returns.file", cle=cle), 303)
