"""From the text of a file to the deliberations it holds, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from generator.errors import UnreadableError
from generator.inputs.communes import Commune
from generator.intake.actnumbers import act_number, confirmed_by_year
from generator.intake.contradictions import contradicted
from generator.intake.convocations import declared
from generator.intake.counts import stated
from generator.intake.fields import FIELDS, Counted, Field, ReadDeliberation, doubted, undoubted
from generator.intake.headings import UNCALLED, act_object
from generator.intake.localities import commune_of
from generator.intake.operative import decision, designation
from generator.intake.parts import aside, secret_ballot
from generator.intake.presence import attendance, joined_by
from generator.intake.presidents import president
from generator.intake.readers import BENEATH, FIRST, SECOND, agreed
from generator.intake.receipts import confirmed_by_name, identifier, published_instead, receipt_dates, sirens
from generator.intake.signatories import signatories
from generator.intake.sittingdates import sitting_dates
from generator.intake.votelines import SEVERAL
from generator.intake.voting import votes
from generator.intake.zones import zones
from generator.minutes.actlists import WHY_LISTED
from generator.minutes.extracts import Extract, extracts
from generator.papers.received import SourceText, too_much, unreadable
from generator.papers.tesseract import parts_of
from generator.papers.typed import WHY_TYPED, is_typed
from generator.workers import FOREIGN, Workers

_ELSEWHERE = "la commune est nommée dans une autre délibération du fichier"
_GARBLED = "l’encodage du fichier n’est pas connu : ses lettres accentuées ne sont pas sûres"
_RUN_ON = "les lignes du texte sont perdues : où commence et finit le titre n’est pas sûr"

#: The letters of a text, and of its longest line, up to which it is read here: with more, it may take minutes to read.
_ORDINARY, _ORDINARY_LINE = 60_000, 2_000


def read_deliberations(
    source: SourceText, communes: Sequence[Commune], workers: Workers
) -> tuple[ReadDeliberation, ...]:
    """Return what :func:`recognise` does, of a text that no act has in another process, within its limits.

    Raises DataError when it takes more, Cancelled when the run is to stop.
    """
    texts = (*source.pages, *source.second)
    if sum(map(len, texts)) <= _ORDINARY and all(
        len(line) <= _ORDINARY_LINE for text in texts for line in text.split("\n")
    ):
        return recognise(source, communes)
    bare = replace(source, data=b"", sheets={}, leaves=())
    reading = partial(recognise, communes=communes)
    try:
        ((_, found),) = workers.imap(reading, [bare], lost=lambda one: too_much(one.data), worth=1, limits=FOREIGN)
    except UnreadableError as error:
        raise unreadable(source.name, error.message, error.remedy) from error
    return found


def recognise(source: SourceText, communes: Sequence[Commune]) -> tuple[ReadDeliberation, ...]:
    """Return every deliberation of a file, in order; a text without any gives one whose fields are missing.

    Nothing is guessed in silence: a field is certain when it is read plainly and nothing in the act contradicts
    it, doubtful when it was repaired, inferred or contradicted, missing otherwise. What two readers of a scan agree
    on is as sure as the text of a file that holds it. The zones of the program's own draft are read by tag; they serve
    a file of one deliberation only, which such a file is.
    """
    read = _deliberations(source, communes)
    if not source.second:
        return read
    again = _deliberations(replace(source, pages=source.second), communes)
    return agreed(read, again, BENEATH if source.beneath else SECOND)


def _deliberations(source: SourceText, communes: Sequence[Commune]) -> tuple[ReadDeliberation, ...]:
    found = extracts(_once(source.pages))
    completed = zones(source) if len(found) == 1 else {}
    name = source.name if len(found) == 1 else ""
    return _of_one_commune([_deliberation(extract, communes, source, completed, name) for extract in found])


def _once(pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the pages of a file, the first of each where all stand there several times: an act that came twice.

    The others are blank. One page that several acts share is theirs.
    """
    words = [" ".join(page.split()) for page in pages]
    counted = Counter(filter(None, words))
    if min(counted.values(), default=1) < 2:
        return pages
    said = zip(pages, words, strict=True)
    return tuple("" if told in words[:rank] else page for rank, (page, told) in enumerate(said))


def _of_one_commune(read: Sequence[ReadDeliberation]) -> tuple[ReadDeliberation, ...]:
    """Return the deliberations of a file, those that name no commune with the one that the others name, in doubt."""
    named = {one.fields["commune"].value: one.fields["commune"] for one in read if one.fields["commune"].value}
    if len(named) != 1:
        return tuple(read)
    other = replace(*named.values(), confidence="doubtful", unsure=_ELSEWHERE)
    return tuple(
        one if one.fields["commune"].value else replace(one, fields={**one.fields, "commune": other}) for one in read
    )


def _deliberation(
    extract: Extract, communes: Sequence[Commune], source: SourceText, completed: dict[str, Field], name: str
) -> ReadDeliberation:
    """Read the fields, those of the zones in the place of what the text around them says; ``name`` is its file's."""
    commune, place = commune_of(extract, communes, sirens(extract))
    sat, labelled = attendance(extract)
    counted = Counted(stated(extract, "procurations"), stated(extract, "absents"), source.read_once, labelled)
    fields = dict.fromkeys(FIELDS, Field()) | {"commune": place}
    fields |= sitting_dates(extract) | declared(extract) | sat | completed
    fields["objet"] = act_object(extract)
    fields["numero"] = confirmed_by_year(act_number(extract, fields["objet"].read), fields["seance_date"])
    if fields["numero"].confidence == "certain":
        fields["objet"] = undoubted(fields["objet"], UNCALLED)
    if extract.run_on:
        fields |= {name: doubted(fields[name], _RUN_ON) for name in ("numero", "objet")}
    fields |= votes(extract, fields["votants"]) | {
        "sans_part": aside(extract),
        "scrutin_secret": secret_ballot(extract),
    }
    subject = str(fields["objet"].value or "")
    fields |= decision(extract, subject, commune, scanned=counted.scanned) | {"designe": designation(extract)}
    if any("plusieurs" in fields[side].why for side in ("pour", "contre", "abstentions", "unanimite")):
        fields |= {
            name: doubted(fields[name], SEVERAL) for name in ("dispositif", "autorise_signature", "autorise_avenants")
        }
    fields |= {"preside_par": president(extract, *_known(fields["noms_presents"], commune))}
    fields["noms_presents"] = joined_by(fields["noms_presents"], fields["preside_par"], fields["presents"])
    fields |= receipt_dates(extract) | completed
    fields |= published_instead(fields["affichage_date"], fields["publie_le"], fields["seance_date"])
    fields["signataires"] = signatories(
        extract, commune, fields["secretaire"], fields["noms_presents"], _why_one_is_not_sure(source)
    )
    written = identifier(extract, commune, fields["seance_date"], fields["numero"])
    fields["identifiant"] = confirmed_by_name(written, name, commune, fields["seance_date"])
    if source.read_once and source.unsure:
        fields = {key: _unsure(one, source.unsure) for key, one in fields.items()}
    if source.garbled:
        fields |= {key: doubted(one, _GARBLED) for key, one in fields.items() if not one.read.isascii()}
    if is_typed(source.name):
        fields["objet"] = doubted(fields["objet"], WHY_TYPED)
    if extract.listed:
        fields |= {name: doubted(field, WHY_LISTED) for name, field in fields.items()}
        fields |= {"autorise_signature": Field(), "autorise_avenants": Field()}
    return ReadDeliberation(source.name, contradicted(fields, commune, counted), counted)


def _unsure(field: Field, unsure: Collection[str]) -> Field:
    """Return a field in doubt when its only reader takes a word of it for doubtful."""
    words = dict.fromkeys(part for part in parts_of(field.read) if part in unsure)
    return doubted(field, f"{FIRST} n’est pas sûr de « {' », « '.join(words)} »") if words else field


def _known(present: Field, commune: Commune | None) -> tuple[tuple[str, ...], str]:
    """Return the names that are known: of those who were read as present, and the mayor's, "" for no commune."""
    names = tuple(str(name) for name in present.value) if isinstance(present.value, tuple) else ()
    return names, f"{commune.prenom_maire} {commune.nom_maire}" if commune else ""


def _why_one_is_not_sure(source: SourceText) -> str:
    """Return why one signature alone may not be all of them: the law wants two (CGCT, article L. 2121-23)."""
    if "signature.secretaire" in source.placeholders:
        return "la zone du secrétaire de séance n’est pas remplie"
    return "une seule signature a été lue dans une page numérisée" if source.medium == "scan" else ""
