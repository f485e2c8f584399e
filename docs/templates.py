"""Write docs/templates.md: the words of templates and their values come from the code and from the real campaign."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from docx import Document

from generator.avenants.articles import Alinea, article_numbered, read_articles
from generator.avenants.consolidation import replace_in_article
from generator.avenants.groups import Former, avenant_context, changed_article
from generator.avenants.samples import sample_sequels
from generator.delivery.letter import LetterTemplate
from generator.inputs.communes import Commune
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.revision import read_revision
from generator.inputs.sources import Sources, read_sources
from generator.inspection.format import FIELDS, REFUSED
from generator.law.acts import Act
from generator.project import open_project
from generator.rendering.context import AVENANT_GROUPS, SEQUEL_GROUPS, for_piece, make_context
from generator.rendering.fields import Fields, as_seen
from generator.rendering.filterwords import FILTERS_EXPLAINED
from generator.rendering.groups import (
    Assessment,
    AvenantGroup,
    FinancialEffect,
    FormerCommune,
    SignedAvenant,
    SignedConvention,
)
from generator.rendering.lettergroups import ReminderGroup, ResendGroup, ResentChange, ResentPiece
from generator.rendering.rendering import Renderer, Templates, renderer_of
from generator.rendering.vocabulary import VARIABLES, Variable

REPOSITORY = Path(__file__).parents[1]
CAMPAIGN, COMMUNE, PIECE = "mediation-numerique", "Haveluy", "convention"
#: The real deliberation of the commune of the examples, as far as it can be read.
ACT = Act(
    "215902925",
    "2025-02-10",
    datetime.date(2025, 4, 2),
    received_on=datetime.date(2025, 4, 7),
    authorises_avenants=True,
)
#: What its avenant adds to the article.
ADDED = "Ce planning est affiché en mairie."
#: Of the avenant of the examples: the days on which the convention, then the first avenant, were signed and notified.
SIGNED = (datetime.date(2025, 5, 12), datetime.date(2025, 5, 20))
FIRST = (datetime.date(2025, 12, 15), datetime.date(2025, 12, 18))
#: What its e-mails say of a dossier sent again, and of a second reminder.
MAILS = {
    "renvoi": ResendGroup(
        datetime.date(2025, 3, 10),
        (ResentPiece("convention"), ResentPiece("planning annexé à la convention")),
        (ResentChange("« mardi » devient « jeudi »", "convention et planning annexé à la convention"),),
        1,
    ),
    "relance": ReminderGroup(2, datetime.date(2025, 3, 10), datetime.date(2025, 5, 12)),
}
EVALUATION = REPOSITORY / "docs" / "examples" / "exemple-evaluation-2025-11.csv"
REVISION = REPOSITORY / "docs" / "examples" / "exemple-revision-2026-05.toml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The first filter that a variable's meaning advises: « s’emploie avec date_longue ».
ADVISED = re.compile(r"s’emploie avec (\w+)")
TITLES = {
    "numero": "Le dossier",
    "commune": "La commune",
    "epci": "L’EPCI",
    "signataire": "Qui signe pour la commune",
    "convention": "La convention",
    "deliberation": "La délibération de la commune",
    "conseil": "Le conseil municipal",
    "creneau": "Le créneau",
    "planning": "Le planning",
    "avenant": "L’avenant",
    "base": "La convention qu’un avenant modifie",
    "evaluation": "L’évaluation qui précède un avenant",
    "deliberation_initiale": "La délibération qui a autorisé la convention, dans un avenant",
    "signature": "Les signatures, dans la lettre de notification et son certificat",
    "reconduction": "La période reconduite, dans sa lettre",
    "fin": "La fin de la convention, dans sa lettre",
    "renvoi": "Un dossier renvoyé, dans courriel.txt",
    "relance": "Une relance, dans relance.txt",
    "pieces": "Les documents du pack",
    "voies_de_recours": "Les recours",
    "logo": "Le logo",
}
#: How the templates call one item of a list, where it is not the list's own name without its « s ».
ITEMS = {"ancien": "alinea", "nouveau": "alinea", "avenants": "precedent"}
#: The styles of the templates: their name in a French Word when it is another one, and what they are for.
STYLES = {
    "Heading 1": ("Titre 1", "le titre du document, une seule fois"),
    "Heading 2": ("Titre 2", "un article ou une partie"),
    "Heading 3": ("Titre 3", "une subdivision d’article (3-1, 3-2)"),
    "Normal": ("Normal", "le texte courant"),
    "List Bullet": ("Liste à puces", "une énumération"),
    "List Bullet 2": ("Liste à puces 2", "une énumération dans une énumération"),
    "List Number": ("Liste à numéros", "des étapes, numérotées par Word"),
    "Texte après une liste": ("", "le paragraphe qui suit une liste ou un bloc serré"),
    "Sous-titre d’acte": ("", "le numéro, sous le titre"),
    "Surtitre": ("", "la commune, au-dessus du titre d’une délibération"),
    "Surtitre léger": ("", "le département et l’arrondissement"),
    "Mention": ("", "« Projet de délibération », à retirer après le vote ; la phrase sur les recours"),
    "Mention exécutoire": ("", "la mention de transmission et de publication"),
    "Séance": ("", "les dates et le nombre de conseillers"),
    "Visa": ("", "« Vu… », « Considérant… »"),
    "Formule": ("", "« Il est convenu ce qui suit »"),
    "Formule secondaire": ("", "« Entre », « Et »"),
    "Citation d’article": ("", "dans un avenant, un alinéa d’un article cité"),
    "Citation d’article, liste": ("", "dans un avenant, un élément de liste d’un article cité"),
    "Citation d’article, liste 2": ("", "dans un avenant, un élément d’une liste dans une liste"),
    "Fait à": ("", "le lieu et la date de signature : ne se sépare pas des signatures"),
    "Signataire": ("", "le nom sous une signature"),
    "Signature de lettre": ("", "le nom en bas d’une lettre"),
    "Destinataire": ("", "l’adresse et les lignes qui se suivent sans espace"),
    "Intitulé de colonne": ("", "la première ligne d’un tableau"),
    "Cellule": ("", "une cellule de tableau"),
    "Cellule serrée": ("", "une cellule d’un tableau long"),
    "Header": ("En-tête", "les lignes d’en-tête"),
    "En-tête principal": ("", "la première ligne d’en-tête"),
    "Footer": ("Pied de page", "le pied de page"),
    "Strong": ("Élevé", "du gras qui a un sens (style de caractère)"),
    "Placeholder Text": ("Texte de l’espace réservé", "le texte d’attente d’une zone à compléter"),
    "Tableau": ("", "un tableau de données (style de tableau)"),
    "Signatures": ("", "les deux colonnes de signatures (style de tableau)"),
}
EXAMPLES = {
    "phrase": (
        "La {{ commune.qualite }} {{ commune|de }}, représentée par {{ commune.civilite_maire }} "
        "{{ commune.prenom_maire }} {{ commune.nom_maire }}.",
    ),
    "inline": ("Permanence le {{ creneau.jour }}{% if creneau.lieu %} ({{ creneau.lieu }}){% endif %}.",),
    "choice": (
        "{% if conseil.delai_convocation == 5 %}Commune de 3 500 habitants et plus.{% else %}"
        "Commune de moins de 3 500 habitants.{% endif %}",
    ),
    "paragraph": ("{%p if commune.adresse_mairie %}", "{{ commune.adresse_mairie }}", "{%p endif %}"),
    "list": ("{%p for piece in pieces %}", "{{ loop.index }}. {{ piece.titre }}", "{%p endfor %}"),
}
TABLE = (
    ("Date", "Observations"),
    ("{%tr for seance in planning.seances %}", ""),
    ("{{ seance.date|date_jour }}", "{% if seance.ferie %}Jour férié ({{ seance.ferie }}){% endif %}"),
    ("{%tr endfor %}", ""),
)
SHOWN_ROWS = 3
LETTER = """Objet : Dossier {{ numero }}

{{ commune.appel_maire }},

{% if deliberation %}
Le conseil municipal a délibéré le {{ deliberation.date|date_longue }} : voici la convention, à signer.
{% else %}
Voici le projet de délibération à soumettre au conseil municipal {{ commune|de }}.
{% endif %}"""


def templates_page() -> str:
    """Return the page."""
    text = Template(Path(__file__).with_name("templates.txt").read_text(encoding="utf-8"))
    examples = {name: _example(*paragraphs) for name, paragraphs in EXAMPLES.items()}
    return text.substitute(
        variables="\n\n".join(_variables()),
        filters=_filters(),
        controls=_controls(),
        styles=_styles(),
        table=_table(TABLE),
        rows=_table(_rendered_table()[: SHOWN_ROWS + 1]),
        letter=LETTER,
        refused=_refused(),
        fields=_fields(),
        written=_quoted(_letter()),
        **examples,
    )


@cache
def context() -> dict[str, Any]:
    """Return what the convention's template can name for the commune of the examples, and that of an avenant.

    It is numbered as at a first build; the pack is that of before the vote, and the deliberation is there to be shown.
    """
    campaign = _sources().campaign
    (piece,) = [piece for piece in campaign.pieces if piece.kind == PIECE]
    avenant = _avenant(renderer_of(Templates.of(_sources())).render(PIECE, for_piece(_shared(), piece, campaign), ""))
    groups = {name: avenant[name] for name in AVENANT_GROUPS} | {name: _sequel(name) for name in SEQUEL_GROUPS}
    groups |= {name: as_seen(name, group) for name, group in MAILS.items()}
    return for_piece(_shared(), piece, campaign) | {"deliberation": _shared(ACT)["deliberation"]} | groups


def _shared(act: Act | None = None) -> dict[str, Any]:
    campaign = _sources().campaign
    return make_context(_commune(), campaign, campaign.numbering.number(_rank()), act)


def _sequel(name: str) -> Any:
    """Return the group of the first letter, among made-up ones, that has it."""
    return next(found[name] for found, _ in sample_sequels(_commune(), _sources().campaign) if found[name])


def _avenant(convention: bytes) -> dict[str, Any]:
    """Return what the templates of a second avenant can name: the changes are those of the examples."""
    campaign, participants = _sources().campaign, _sources().participants
    evaluation, _ = read_evaluation(EVALUATION, participants, campaign.planning)
    revision, _ = read_revision(REVISION, participants)
    row, (revised, *_) = evaluation.by_insee[_commune().insee], revision.articles
    words = revised.replacement
    if words is None:
        raise AssertionError("the example of a revision replaces words")
    former = article_numbered(read_articles(convention), revised.number)
    wording = [*replace_in_article(former, words.former, words.new), Alinea(ADDED)]
    article = changed_article(former, wording, revised.motif)
    term = campaign.convention.terme
    avenant = AvenantGroup(
        2,
        revision.date_effet,
        "Évaluation de la convention",
        False,
        term,
        term.replace(year=term.year + 1),
        (article,),
        _commune().slot,
        row.slot,
        FinancialEffect("1 200 €", "annuelle", "chapitre 011, article 6288", "commune", "chaque année"),
        deliberation_epci=campaign.epci.deliberation,
    )
    first = SignedAvenant(1, campaign.numbering.number(len(participants) + 1), *FIRST)
    signed = SignedConvention(
        campaign.numbering.number(_rank()),
        *SIGNED,
        (first,),
        campaign.convention.terme,
        campaign.convention.terme,
        ancienne=FormerCommune(_commune().nom, _commune().tncc),
        substituee_le=datetime.date(2027, 1, 1),
    )
    number = campaign.numbering.number(len(participants) + 2)
    return avenant_context(_commune(), campaign, number, None, avenant, Former(signed, ACT), Assessment.of(row))


def _rank() -> int:
    (rank,) = [rank for rank, commune in enumerate(_sources().participants, 1) if commune.nom == COMMUNE]
    return rank


def _commune() -> Commune:
    return _sources().participants[_rank() - 1]


def _refused() -> str:
    """Return what a template cannot hold, each once."""
    rows = [(what[0].upper() + what[1:], remedy) for what, remedy in dict.fromkeys(REFUSED.values())]
    return _table([("ce que c’est", "ce qu’il faut faire"), *rows])


def _fields() -> str:
    """Return Word's fields, those that have the same remedy together."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for kind, refusal in FIELDS.items():
        kinds.setdefault(refusal, []).append(kind)
    rows = [(", ".join(named), what, remedy) for (what, remedy), named in kinds.items()]
    return _table([("champs", "ce qu’ils deviennent", "ce qu’il faut écrire"), *rows])


def _letter() -> str:
    """Return the letter of the examples, before the vote."""
    return LetterTemplate(LETTER.encode()).write(_shared(), _sources().campaign, COMMUNE).text.strip()


@cache
def _sources() -> Sources:
    return read_sources(open_project(REPOSITORY, CAMPAIGN))


def _rendered(document: Any) -> Any:
    """Return a python-docx document rendered as a template for the commune of the examples."""
    stream = io.BytesIO()
    document.save(stream)
    renderer = Renderer(Templates((("x", "exemples.docx", stream.getvalue()),), _sources().campaign.date))
    return Document(io.BytesIO(renderer.render("x", context(), COMMUNE)))


def rendered(*paragraphs: str) -> list[str]:
    """Return the paragraphs that a template made of these ones gives."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return [paragraph.text for paragraph in _rendered(document).paragraphs]


def _rendered_table() -> list[list[str]]:
    document = Document()
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return [[cell.text for cell in row.cells] for row in _rendered(document).tables[0].rows]


def _example(*paragraphs: str) -> str:
    block = "\n".join(["```", *paragraphs, "```"])
    given = _quoted("\n\n".join(rendered(*paragraphs)))
    return f"{block}\n\ndonne, pour {COMMUNE} :\n\n{given}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _variables() -> Iterator[str]:
    written = [_written(variable) for variable in VARIABLES]
    given = rendered(*(shown for _, shown in written))
    groups: dict[str, list[tuple[str, ...]]] = {}
    for variable, (tag, _), value in zip(VARIABLES, written, given, strict=True):
        row = (tag, variable.meaning, value or "(vide)", "oui" if variable.optional else "")
        groups.setdefault(re.split(r"[.\[]", variable.name)[0], []).append(row)
    for name, rows in groups.items():
        heading = ("on écrit", "ce que c’est", f"pour {COMMUNE}", "peut être vide")
        yield f"### {TITLES[name]}\n\n{_table([heading, *rows], code=True)}"


def _written(variable: Variable) -> tuple[str, str]:
    """Return how a variable is written in a template, and the template's text that shows what it gives."""
    value, (loops, expression) = _value(variable.name), _loops(variable.name)
    advised = ADVISED.search(variable.meaning)
    if any(other.name.startswith(f"{variable.name}[].") for other in VARIABLES):
        count = f"{expression}|length"
        shown = f"{{{{ {count} }}}} élément{{{{ 's' if {count} != 1 }}}}"
        return f"{{% for {_item(variable.name)} in {expression} %}}", _given(loops, expression, shown)
    if isinstance(value, bool):
        return f"{{% if {expression} %}}", "vrai" if value else "faux"
    if advised is None and isinstance(value, Fields):
        return f"{{% if {expression} %}}", "rempli"
    if variable.name == "logo":
        return "{{ logo }}", "(vide : la campagne n’a pas de logo)"
    tag = f"{{{{ {expression}{f'|{advised[1]}' if advised else ''} }}}}"
    return tag, _given(loops, expression, tag)


def _given(loops: list[tuple[str, str]], expression: str, tag: str) -> str:
    """Return the text that prints ``tag`` of ``expression``: for the items of lists, of the first that has a value."""
    text = f"{{% if {expression} is number or {expression} %}}{tag}{{% endif %}}"
    for rank, (item, listed) in enumerate(reversed(loops)):
        filled = f" if {expression} is number or {expression}" if rank == 0 else ""
        text = f"{{% for {item} in {listed}{filled} %}}{{% if loop.first %}}{text}{{% endif %}}{{% endfor %}}"
    return text


def _value(name: str) -> Any:
    """Return the raw value of a variable, None for one of a list's items."""
    value: Any = context()
    for part in name.split("."):
        if "[]" in part:
            return None
        value = value.get(part) if isinstance(value, dict) else getattr(value, part)
    return value


def _loops(name: str) -> tuple[list[tuple[str, str]], str]:
    """Return the loops that a variable of lists needs, as items and lists, and how it is written inside them."""
    *lists, last = name.split("[].")
    loops: list[tuple[str, str]] = []
    prefix = ""
    for part in lists:
        loops.append((_item(part), f"{prefix}{part}"))
        prefix = f"{loops[-1][0]}."
    return loops, f"{prefix}{last}"


def _item(name: str) -> str:
    """Return how templates call one item of a list: « seance » of « planning.seances »."""
    last = name.split(".")[-1]
    return ITEMS.get(last, last.removesuffix("s"))


def _filters() -> str:
    heading = ("filtre", "ce qu’il écrit", "exemple", f"pour {COMMUNE}")
    tags = [f"{{{{ {one.example} }}}}" for one in FILTERS_EXPLAINED]
    given = zip(FILTERS_EXPLAINED, tags, rendered(*tags), strict=True)
    return _table([heading, *((one.name, one.meaning, f"`{tag}`", value) for one, tag, value in given)], code=True)


def _controls() -> str:
    """Return the controls, each with all the templates that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for piece in _sources().campaign.templated:
        for control in Document(str(piece.template)).element.body.iter(WORD + "sdt"):
            tag, alias = (control.find(f"{WORD}sdtPr/{WORD}{name}").get(WORD + "val") for name in ("tag", "alias"))
            found.setdefault((tag, alias), []).append(piece.template.name)
    rows = [(", ".join(dict.fromkeys(names)), f"`{tag}`", alias) for (tag, alias), names in found.items()]
    return _table([("modèle", "repère", "ce qu’on y met"), *rows])


def _styles() -> str:
    """Return the styles that the templates use, in the order of ``STYLES``; KeyError for one it does not explain."""
    used: set[str] = set()
    for piece in _sources().campaign.templated:
        document = Document(str(piece.template))
        names = {style.style_id: style.name for style in document.styles}
        section = document.sections[0]
        for root in (document.element.body, section.header._element, section.footer._element):
            styled = root.iter(*(WORD + kind for kind in ("pStyle", "rStyle", "tblStyle")))
            used.update(names[style.get(WORD + "val")] or "" for style in styled)
    unexplained = used - STYLES.keys()
    if unexplained:
        raise KeyError(f"STYLES does not explain {sorted(unexplained)}")
    rows = [("style", "pour quoi")]
    rows += [(french or name, meaning) for name, (french, meaning) in STYLES.items() if name in used | {"Normal"}]
    return _table(rows)


def _table(rows: Any, *, code: bool = False) -> str:
    """Return a Markdown table; with ``code``, the first cell of each row but the first is code."""
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    if code:
        body = [[f"`{first}`", *others] for first, *others in body]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


if __name__ == "__main__":
    Path(__file__).with_name("templates.md").write_text(templates_page(), encoding="utf-8")
