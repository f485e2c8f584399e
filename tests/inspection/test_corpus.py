"""A corpus of spoiled templates: every fault is told at its place with its remedy, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from generator.inputs.sources import read_sources
from generator.inspection.templates import inspect_template
from generator.project import Project
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from tests.inspection.spoiling import (
    COLUMNS,
    CORE,
    FOOTER,
    HEADER,
    PLACES,
    TEMPLATES,
    Spoiled,
    article,
    control,
    in_body,
    in_table,
    paragraph,
    picture,
    run,
    table,
    text_box,
)

#: What is written in a tag, what must be said of it, and what to do.
TAGS = (
    ("{{ commune.maire_nom }}", "commune.maire_nom : inconnu", "vouliez-vous commune.nom_maire ?"),
    ("{{ commune.population }}", "commune.population : inconnu", "vouliez-vous commune.population_"),
    ("{{ epci.president.prenon }}", "epci.president.prenon : inconnu", "vouliez-vous epci.president.prenom ?"),
    ("{{ \u0441ommune.nom }}", "\u0441ommune : inconnu", "« \u0441 » y est une lettre d’un autre alphabet"),
    ("{{ commune.\u0430dresse_mairie }}", "inconnu", "retapez commune.adresse_mairie au clavier"),
    ("{{ Commune.nom }}", "Commune : inconnu", "vouliez-vous commune ?"),
    ("{{ nom_maire }}", "nom_maire : inconnu", "vouliez-vous commune.nom_maire ?"),
    ("{{ commune.référent_e }}", "commune.référent_e : inconnu", "vouliez-vous commune.referent ?"),
    ("{{ xyz }}", "xyz : inconnu", "docs/templates.md"),
    ("{{ commune.nom.maire }}", "commune.nom.maire : inconnu", "rien ne peut suivre"),
    ("{{ conseil.delai.jours }}", "conseil.delai : inconnu", "vouliez-vous conseil.delai_convocation ?"),
    ("{% for s in planning.seances %}{{ s.dat }}{% endfor %}", "s.dat : inconnu", "vouliez-vous s.date ?"),
    ("{% for p in pieces %}{{ p.nom }}{% endfor %}", "p.nom : inconnu", "p contient : titre"),
    ("{% for p in pieces %}a{% endfor %}{{ p.titre }}", "p : inconnu ici, en dehors de sa boucle", "entre {% for p in"),
    ("{{ loop.index }}", "loop : inconnu ici", "entre {% for … %}"),
    ("{{ planning.seances.date }}", "planning.seances est une liste", "{% for element in planning.seances %}"),
    ("{% for x in commune %}y{% endfor %}", "commune ne se parcourt pas", "parcourez une liste : planning.seances ou"),
    ("{% if commune.corriel %}x{% endif %}", "commune.corriel : inconnu", "vouliez-vous commune.courriel ?"),
    ("{% if numero and comune.nom %}x{% endif %}", "comune : inconnu", "vouliez-vous commune ?"),
    ("{{ commune.nom|date_longe }}", "date_longe : filtre inconnu", "vouliez-vous |date_longue ?"),
    ("{{ commune.nom|safe }}", "safe : filtre inconnu", "les filtres sont"),
    ("{% raw %}{{ xyz }}{% endraw %}", "serait imprimé sans être ni lu ni protégé", "supprimez-la"),
    ("{% autoescape false %}x{% endautoescape %}", "imprimé sans être ni lu ni protégé", "supprimez-la"),
    ("{{ convention.terme|date }}", "date : filtre inconnu", "vouliez-vous |date_longue ?"),
    ("{{ maire }}", "maire : inconnu", "vouliez-vous commune.nom_maire ?"),
    ("{nom de la commune}", "une accolade est seule", "supprimez-la, ou écrivez la balise entière"),
    ("{{ commune_nom }}", "commune_nom : inconnu", "vouliez-vous commune.nom ?"),
    ("{{ « commune.nom » }}", "« commune.nom » est entre guillemets", "écrivez commune.nom sans guillemets"),
    ('{{ "epci.nom"|majuscules }}', "« epci.nom » est entre guillemets", "écrivez epci.nom sans guillemets"),
    ("{% if Denain == commune.nom %}x{% endif %}", "Denain : inconnu", 'se met entre guillemets, "Denain"'),
    ("{{ date_du_jour }}", "date_du_jour : inconnu", "la liste des variables est dans docs/templates.md"),
    ("{% if commune.nom == Denain %}x{% endif %}", "Denain : inconnu", 'un texte se met entre guillemets, "Denain"'),
    ("{{ commune.habitants }}", "commune.habitants : inconnu", "vouliez-vous commune.population_municipale ?"),
    ("{{ convention.date_fin }}", "convention.date_fin : inconnu", "vouliez-vous convention.terme ?"),
    ("{{ président.nom }}", "président : inconnu", "vouliez-vous epci.president ?"),
    ("{{ commune|xyz }}", "xyz : filtre inconnu", "les filtres sont : de, a, le"),
    ("{{ lettres(2) }}", "lettres : inconnu comme variable ; c’est un filtre", "convention.originaux|lettres"),
    ("{{ commune.nom|date_longue }}", "« date_longue » demande une date, et commune.nom est un texte", "ôtez |date"),
    ("{{ convention.terme|heure }}", "« heure » demande une heure", "employez |date_longue ou |date_jour"),
    ("{{ 'douze'|lettres }}", "« lettres » demande un nombre entier, pas « douze »", "ôtez |lettres"),
    ("{{ commune.referent|lettres }}", "et commune.referent est un texte", "|euros_lettres pour un montant"),
    ("{{ commune.referent|nombre }}", "et commune.referent est un texte", "|int|nombre pour un nombre entier, |euros "),
    ("{{ 'mille'|euros }}", "« mille » n’est pas un montant", "écrivez par exemple"),
    ("{{ convention.terme|euros }}", "« euros » demande un montant", "ou employez |date_longue"),
    ("{{ 2|lettres('x') }}", "genre inconnu", "écrivez par exemple {{ convention.originaux|lettres }}"),
    ("{{ 'autorisé'|accord('Docteur') }}", "civilité inconnue", "écrivez par exemple"),
    ("{{ convention.terme }}", "convention.terme est une date", "ajoutez un filtre : |date_longue"),
    ("{{ planning.accueil_debut }}", "planning.accueil_debut est une heure", "|heure"),
    ("{{ commune }}", "commune est un groupe de valeurs", "commune|de"),
    ("{{ epci.president }}", "epci.president est un groupe de valeurs", "epci.president.nom"),
    ("{{ numero() }}", "numero ne peut pas être suivi de parenthèses", "écrivez numero"),
    ("{{ commune.__class__ }}", "commune.__class__ : inconnu", "docs/templates.md"),
    ("{% if conseil.delai_convocation == '5' %}x{% endif %}", "jamais égal au texte « 5 »", "retirez les guillemets"),
    ("{% if commune.code_postal == 59255 %}x{% endif %}", "jamais égal au nombre 59255", "ajoutez des guillemets"),
    ("{% if commune.civilite_maire == 'Mme' %}x{% endif %}", "ne vaut jamais « Mme »", '"Monsieur", "Madame"'),
    ("{% if numero is vide %}x{% endif %}", "vide : test inconnu", "=="),
    ("{{ commune.nom", "la balise ouverte par {{ n’est pas fermée", "ajoutez }} à la fin"),
    ("{{ commune.nom }", "la balise ouverte par {{ n’est pas fermée", "écrivez }} à la place de « } »"),
    ("{{ commune.nom)}", "la balise ouverte par {{ n’est pas fermée", "écrivez }} à la place de « )} »"),
    ("{{ commune.nom } }", "la balise ouverte par {{ n’est pas fermée", "écrivez }} à la place de « } } »"),
    ("commune.nom }}", "}} ferme une balise qui n’est pas ouverte", "ajoutez {{ au début"),
    ("{ commune.nom }}", "}} ferme une balise qui n’est pas ouverte", "ajoutez {{ au début"),
    ("{_{ commune.nom }_}", "une accolade est seule", "supprimez-la, ou écrivez la balise entière"),
    ("{ commune.nom }", "une accolade est seule", "écrivez {{ commune.nom }}"),
    ("{#if numero}x{/if}", "{#if numero} est d’un autre outil", "écrivez {% if … %} … {% endif %}"),
    ("{# une remarque }x", "la balise ouverte par {# n’est pas fermée", "ajoutez #}"),
    ("{ { commune.nom } }", "une espace entre les deux signes de « { { »", "collez les deux signes"),
    ("{{ commune.nom %}", "ouverte par {{ est fermée par %}", "écrivez {{ … }}"),
    ("{% if numero }}x{% endif %}", "ouverte par {% est fermée par }}", "écrivez {% … %}"),
    ("{% if commune.courriel %}x", "{% if commune.courriel %} n’est pas fermée", "ajoutez {% endif %}"),
    ("{% for p in pieces %}x", "{% for p in pieces %} n’est pas fermée", "ajoutez {% endfor %}"),
    ("x{% endif %}", "{% endif %} ferme la condition sans que", "ajoutez {% if … %} avant"),
    ("x{% endfor %}", "{% endfor %} ferme la boucle sans que", "ajoutez {% for … %} avant"),
    ("{% else %}", "{% else %} n’est dans aucune condition", "placez-la entre {% if … %}"),
    ("{% if numero %}a{% else %}b{% else %}c{% endif %}", "vient après un « else »", "{% elif … %}"),
    ("{% if numero %}x{% endfor %}", "{% endfor %} ne peut pas fermer {% if numero %}", "écrivez {% endif %}"),
    ("{% for p in pieces %}{% if numero %}x{% endfor %}", "{% if numero %} n’est pas fermée avant", "{% endif %}"),
    ("{% si numero %}x{% endif %}", "{% si numero %} : balise inconnue", "vouliez-vous {% if numero %} ?"),
    ("{% If numero %}x{% endif %}", "{% If numero %} : balise inconnue", "vouliez-vous {% if numero %} ?"),
    ("{% if numero %}x{% fin %}", "{% fin %} : balise inconnue", "vouliez-vous {% endif %} ?"),
    ("{% if numero %}x{% else if commune %}y{% endif %}", "rien ne doit suivre « else »", "{% elif"),
    ("{% %}", "la balise est vide", "complétez"),
    ("{{ }}", "la balise est vide", "{{ commune.nom }}"),
    ("{% if %}x{% endif %}", "il manque quelque chose avant « %} »", "une condition s’écrit {% if"),
    ("{% if numero = 'a' %}x{% endif %}", "pour comparer, écrivez ==", "une condition s’écrit"),
    ("{{ commune nom }}", "« nom » ne devrait pas être là", "une valeur s’écrit {{ commune.nom }}"),
    ("{{ commune,nom }}", "une virgule est entre deux noms", "un point : {{ commune.nom }}"),
    ('{{ "Ville }}', "un guillemet n’est pas fermé", "une valeur s’écrit"),
    ("{{ «Ville }}", "contient le signe « « »", 'des guillemets droits "…"'),
    ("{% if commune.civilite_maire == « Mme » %}x{% endif %}", "ne vaut jamais « Mme »", '"Monsieur", "Madame"'),
    ("{%– if numero %}x{% endif %}", "contient le signe « – »", "un trait d’union ordinaire"),
    ("{{ commune.nom & numero }}", "contient le signe « & »", "le mot and"),
    ("{{ none }}", "« none » n’est ni un texte ni un nombre", "écrivez un texte"),
    ("{{ 2.5 }}", "« 2.5 » n’est pas un nombre entier", "écrivez un texte ou un nombre entier"),
    ("{{ not numero }}", "une condition vaut vrai ou faux", "demandez-le avec {% if"),
    ("{{ 'le ' ~ convention.terme }}", "convention.terme est une date", "|date_longue"),
    ("{{ commune|upper }}", "commune est un groupe de valeurs", "commune|de"),
    ("{{ logo|string }}", "logo est une image", "{{ logo }}"),
    ("{% include 'autre.docx' %}", "un modèle ne peut pas en inclure un autre", "supprimez la balise"),
    ("{{ commune.Nom }}", "commune.Nom : inconnu", "vouliez-vous commune.nom ?"),
    ("{{ commune.email }}", "commune.email : inconnu", "vouliez-vous commune.courriel ?"),
    ("{{ commune.maire }}", "commune.maire : inconnu", "vouliez-vous commune.nom_maire ?"),
    ("{% if numero %}x{% end if %}", "{% end if %} : balise inconnue", "vouliez-vous {% endif %} ?"),
    ("{% for p in pieces %}x{% end for %}", "{% end for %} : balise inconnue", "vouliez-vous {% endfor %} ?"),
    ("{% if numero %}x{% Fin Si %}", "{% Fin Si %} : balise inconnue", "vouliez-vous {% endif %} ?"),
    (
        "{{ commune.nom, commune.code_postal }}",
        "une virgule est entre deux noms",
        "une balise pour chaque valeur : {{ commune.nom }}, {{ commune.code_postal }}",
    ),
    ("{{ commune.nom|majuscules, numero }}", "une virgule est entre", "chaque valeur : {{ … }}, {{ numero }}"),
    ("{% if commune.population_municipale > 3 500 %}x{% endif %}", "un nombre ne devrait", "sans espace : 3500"),
    ("{% if numero et commune.courriel %}x{% endif %}", "« et » n’est pas compris", "écrivez and à la place de et"),
    ("{% if numero ou commune.courriel %}x{% endif %}", "« ou » n’est pas compris", "écrivez or à la place de ou"),
    ("{% if non numero %}x{% endif %}", "« numero » ne devrait pas être là", "écrivez not à la place de non"),
    ("{% if commune.civilite_maire in ['Monsieur', 'Mme'] %}x{% endif %}", "ne vaut jamais « Mme »", '"Madame"'),
    ("{% if 'Mme' == commune.civilite_maire %}x{% endif %}", "ne vaut jamais « Mme »", '"Monsieur", "Madame"'),
    ("{% if commune.code_postal not in (59255, ) %}x{% endif %}", "jamais égal au nombre 59255", "des guillemets"),
    ("{% for s in seances %}x{% endfor %}", "seances : inconnu", "vouliez-vous planning.seances ?"),
    ("{% if commune.jour == lundi %}x{% endif %}", "lundi : inconnu", 'un texte se met entre guillemets, "lundi"'),
    ("{% cellbg numero %}", "{% cellbg numero %} : balise inconnue", "les balises sont if, elif, else"),
)
#: Those that are tried in every part of a document.
EVERYWHERE = (0, 9, 17, 25, 35, 43, 45, 51, 62)


def check(spoiled: Spoiled, *expected: tuple[str, str, str], level: str = "error") -> None:
    """Check that the inspection finds exactly these faults: place, what is said, what to do."""
    found = spoiled.problems()
    told = [f"{problem.place} : {problem.message} ; {problem.remedy}" for problem in found]
    for place, message, remedy in expected:
        match = [p for p in found if p.place == place and message in p.message and remedy in p.remedy]
        assert match, f"manque {place} : {message} ; {remedy} — dit : {told}"
        assert match[0].level == level
        assert match[0].file == "modele.docx"
    assert len(found) == len(expected), told


@pytest.mark.parametrize("name", ["bordereau", "convention", "deliberation", "planning"])
def test_nothing_is_told_of_the_good_templates(name: str) -> None:
    """No false alarm, not even a warning."""
    assert inspect_template((TEMPLATES / f"{name}.docx").read_bytes(), name, COLUMNS) == []


@pytest.mark.parametrize(("where", "place"), PLACES, ids=[place for _, place in PLACES])
def test_a_good_tag_is_no_fault_in_any_part(where: Callable[[str], Spoiled], place: str) -> None:
    """The parts that the corpus adds are sound by themselves, whatever a tag can say in them."""
    check(
        where(
            '{% if commune.referent and commune.courriel %}{{ "autorisé"|accord(epci.president.civilite) }}{% endif %}'
        )
    )


@pytest.mark.parametrize(("text", "message", "remedy"), TAGS, ids=[text for text, _, _ in TAGS])
def test_a_fault_of_a_tag_is_told_in_an_article_and_in_a_table(text: str, message: str, remedy: str) -> None:
    """What is wrong, what to do, and the place."""
    check(in_body(text), ("article 4, 5e paragraphe", message, remedy))
    check(in_table(text), ("tableau 1, ligne 3, colonne 1", message, remedy))


@pytest.mark.parametrize("number", EVERYWHERE, ids=[TAGS[number][0] for number in EVERYWHERE])
@pytest.mark.parametrize(("where", "place"), PLACES, ids=[place for _, place in PLACES])
def test_a_fault_of_a_tag_is_told_in_every_part(where: Callable[[str], Spoiled], place: str, number: int) -> None:
    """Headings, headers, footers, notes, text boxes, controls and properties are read like the body."""
    text, message, remedy = TAGS[number]
    check(where(text), (place, message, remedy))


def test_the_text_around_is_told() -> None:
    """So that the tag is found with Word's search."""
    (problem,) = in_body("{{ commune.nomm }}").problems()
    assert "(près de « Leur bureau {{ commune.nomm }} sera situé sur le site" in problem.message


# What a reader sees of the structure: tags across paragraphs, cells and lines.
def of_another_prefix(spoiled: Spoiled) -> Spoiled:
    """Write a footer as libraries of XML do that choose the prefixes themselves."""
    plain = spoiled.parts[FOOTER].decode()
    spoiled.parts[FOOTER] = re.sub(r"(</?|\s|xmlns:)w([:=])", r"\1ns0\2", plain).encode()
    return spoiled


SIXTH, SEVENTH, EIGHTH = (f"article 4, {number}e paragraphe" for number in (6, 7, 8))
STRUCTURE = (
    (
        "a sign that the font lacks",
        article(paragraph(run("☐ oui", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'))),
        (SIXTH, "la police Arial n’a pas « ☐ »", "écrivez un mot"),
    ),
    (
        "a page's worth of empty paragraphs",
        article(paragraph() * 25),
        ("article 4, 5e paragraphe", "25 paragraphes vides se suivent", "insérez un saut de page"),
    ),
    (
        "a tag across two paragraphs",
        article(paragraph(run("{{ commune.")), paragraph(run("nom }}"))),
        (SIXTH, "coupée entre deux paragraphes : elle finit à l’endroit « article 4, 7e", "d’un seul tenant"),
    ),
    (
        "a tag across two cells",
        article(table(paragraph(run("Titre")), paragraph(run("{{ commune.")), paragraph(run("nom }}")))),
        ("tableau 1, ligne 2, colonne 1", "coupée entre deux cellules", "d’un seul tenant"),
    ),
    (
        "p opened and not p closed",
        article(paragraph(run("{%p if numero %}")), paragraph(run("oui")), paragraph(run("{% endif %}"))),
        (EIGHTH, "{% endif %} ne s’accorde pas avec {%p if numero %} (ouverte à l’endroit « article", "{%p endif %}"),
    ),
    (
        "p never closed",
        article(paragraph(run("{%p if numero %}")), paragraph(run("oui"))),
        (SIXTH, "{%p if numero %} n’est pas fermée", "ajoutez {%p endif %}"),
    ),
    (
        "p never opened",
        article(paragraph(run("oui")), paragraph(run("{%p endif %}"))),
        (SEVENTH, "{%p endif %} ferme la condition sans que", "ajoutez {%p if … %} avant"),
    ),
    (
        "p beside a text",
        article(paragraph(run("{%p if numero %} oui"), run("{%p endif %}"))),
        (SIXTH, "{%p if numero %} n’est pas seule dans son paragraphe", "ou écrivez {% if numero %}"),
        (SIXTH, "{%p endif %} n’est pas seule dans son paragraphe", "ou écrivez {% endif %}"),
    ),
    (
        "p beside a picture",
        article(paragraph(run("{%p if numero %}"), picture("Plan")), paragraph(), paragraph(run("{%p endif %}"))),
        (SIXTH, "n’est pas seule dans son paragraphe, dont le reste disparaîtrait", "mettez-la seule"),
    ),
    (
        "tr outside a table",
        article(paragraph(run("{%tr if numero %}")), paragraph(run("oui")), paragraph(run("{%tr endif %}"))),
        (SIXTH, "{%tr ne s’emploie que dans un tableau", "écrivez {%p if numero %}"),
        (EIGHTH, "{%tr ne s’emploie que dans un tableau", "écrivez {%p endif %}"),
    ),
    (
        "tc outside a table",
        article(paragraph(run("{%tc if numero %}")), paragraph(run("oui")), paragraph(run("{%tc endif %}"))),
        (SIXTH, "{%tc ne s’emploie que dans un tableau", "écrivez {%p if numero %}"),
        (EIGHTH, "{%tc ne s’emploie que dans un tableau", "écrivez {%p endif %}"),
    ),
    (
        "tr beside a text",
        Spoiled("planning").replace("{%tr endfor %}", "{%tr endfor %} fin"),
        ("tableau 2, ligne 4, colonne 1", "n’est pas seule dans sa ligne de tableau", "dans une ligne ajoutée"),
    ),
    (
        "tr closed by p",
        Spoiled("planning").replace("{%tr endfor %}", "{%p endfor %}"),
        ("tableau 2, ligne 4, colonne 1", "{%p endfor %} ne s’accorde pas avec {%tr for", "écrivez {%tr endfor %}"),
    ),
    (
        "tr closed but not opened",
        Spoiled("planning").replace("{%tr for seance in", "{% for seance in"),
        ("tableau 2, ligne 4, colonne 1", "{%tr endfor %} ne s’accorde pas avec {% for", "écrivez {% endfor %}"),
    ),
    (
        "tr never closed",
        Spoiled("planning").replace("{%tr endfor %}", ""),
        ("tableau 2, ligne 2, colonne 1", "{%tr for seance in planning.seances %} n’est pas fermée", "{%tr endfor %}"),
    ),
    (
        "else without p",
        Spoiled("planning").replace("{%p else %}", "{% else %}"),
        ("« Calendrier des interventions », 1er paragraphe", "ne s’accorde pas avec {%p if", "écrivez {%p else %}"),
    ),
    (
        "p with a space",
        article(paragraph(run("{% p if numero %}")), paragraph(run("oui")), paragraph(run("{% p endif %}"))),
        (SIXTH, "« p » doit toucher le signe %", "écrivez {%p if numero %}"),
        (EIGHTH, "« p » doit toucher le signe %", "écrivez {%p endif %}"),
    ),
    (
        "p stuck to its word",
        article(paragraph(run("{%pif numero %}")), paragraph(run("oui")), paragraph(run("{%p endif %}"))),
        (SIXTH, "{%pif numero %} : balise inconnue", "vouliez-vous {%p if numero %} ?"),
    ),
    (
        "a condition that leaves a cell",
        article(table(paragraph(run("Titre")), paragraph(run("{% if numero %}oui"))), paragraph(run("non{% endif %}"))),
        (SIXTH, "n’est pas au même niveau que {% if numero %} (ouverte à l’endroit « tableau 1", "la même cellule"),
    ),
    (
        "a condition that ends in a text box",
        article(paragraph(run("{% if numero %}")), text_box(paragraph(run("oui{% endif %}")))),
        ("zone de texte 1", "n’est pas au même niveau que {% if numero %}", "les deux en dehors"),
    ),
    (
        "a condition that ends in a content control",
        article(paragraph(run("{{ commune.nom }} {% if numero %}"), control(run("x{% endif %}"), "x.y"))),
        (SIXTH, "sont l’une dans un lien ou un contrôle de contenu", "les deux en dehors"),
    ),
    (
        "a tag cut by a content control",
        article(paragraph(run("{{ commune."), control(run("nom }} x"), "x.y"))),
        (SIXTH, "commence dans un contrôle de contenu et finit en dehors, ou l’inverse", "retapez-la tout entière"),
    ),
    (
        "a cell that can be left empty",
        article(
            table(
                paragraph(run("Lieu")),
                "".join(paragraph(run(text)) for text in ("{%p if commune.lieu %}", "x", "{%p endif %}")),
            )
        ),
        ("tableau 1, ligne 2, colonne 1", "peut vider la cellule, et Word dirait le document abîmé", "paragraphe vide"),
    ),
    (
        "a tag around a picture",
        article(paragraph(run("{{ commune."), picture("Plan"), run("nom }}"))),
        (SIXTH, "contient une image, un appel de note ou un champ, qui disparaîtrait", "avant ou après la balise"),
    ),
)


def parameters(cases: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Return (template, faults) for each (name, template, fault, …)."""
    return [pytest.param(spoiled, faults, id=name) for name, spoiled, *faults in cases]


@pytest.mark.parametrize(("spoiled", "faults"), parameters(STRUCTURE))
def test_a_tag_that_cuts_the_structure_is_told(spoiled: Spoiled, faults: list[tuple[str, str, str]]) -> None:
    """Its place and that of its other half, and what letters it needs."""
    check(spoiled, *faults)


STYLES, NUMBERING, SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
TITLE = "propriétés du document (titre)"
LANGUAGE = "propriétés du document (langue)"
LINK = '<w:hyperlink w:anchor="_top">{}</w:hyperlink>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://caph.fr" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
HYPERLINK = '<w:style w:type="character" w:styleId="Lienhypertexte"><w:name w:val="Hyperlink"/></w:style></w:styles>'
BORDER = '<w:pBdr><w:top w:val="single" w:sz="4"/></w:pBdr>'
ACCESSIBILITY = (
    (
        "no language at all",
        Spoiled("convention").drop("<dc:language>.*?</dc:language>", CORE).drop("<w:lang .*?/>", STYLES),
        (LANGUAGE, "la langue du document n’est pas indiquée", "Révision, Langue"),
    ),
    (
        "a skipped heading level",
        Spoiled("bordereau")
        .replace(
            '<w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t xml:space="preserve">Suite',
            '<w:pStyle w:val="Heading3"/></w:pPr><w:r><w:t xml:space="preserve">Suite',
        )
        .replace(
            '<w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t xml:space="preserve">Pièces',
            '<w:pStyle w:val="Normal"/></w:pPr><w:r><w:t xml:space="preserve">Pièces',
        ),
        ("titre « Suite à donner »", "un titre de niveau 3 vient après un titre de niveau 1", "« Titre 2 »"),
    ),
    (
        "no heading 1",
        Spoiled("planning").replace('<w:pStyle w:val="Heading1"/>', ""),
        ("titre « Créneau d’intervention »", "le premier titre du document est de niveau 2", "« Titre 1 »"),
    ),
    (
        "a picture without description",
        article(paragraph(run("Plan : "), picture())),
        (SIXTH, "une image n’a pas de texte de remplacement (près de « Plan : »)", "clic droit sur l’image"),
    ),
    (
        "a picture in a table",
        article(table(paragraph(run("Plan")), paragraph(picture()))),
        ("tableau 1, ligne 2, colonne 1", "une image n’a pas de texte de remplacement", "clic droit sur l’image"),
    ),
    (
        "a table without a header row",
        article(table(paragraph(run("Lieu")), paragraph(run("Wallers")), header=False)),
        ("tableau 1", "le tableau n’a pas de ligne d’en-tête (près de « Lieu »)", "Répéter les lignes d’en-tête"),
    ),
    (
        "a table whose header row lost its mark",
        Spoiled("bordereau").replace("<w:tblHeader/>", ""),
        ("tableau 1", "le tableau n’a pas de ligne d’en-tête", "Répéter les lignes d’en-tête"),
    ),
    (
        "a merged cell",
        article(table(paragraph(run("Lieu")), '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph(run("Wallers")))),
        ("tableau 1, ligne 2, colonne 1", "une cellule est fusionnée", "Fractionner les cellules"),
    ),
    (
        "cells merged downwards",
        article(table(paragraph(run("Lieu")), "<w:tcPr><w:vMerge/></w:tcPr>" + paragraph(run("Wallers")))),
        ("tableau 1, ligne 2, colonne 1", "une cellule est fusionnée", "Fractionner les cellules"),
    ),
    (
        "a paragraph's border",
        article(f"<w:p><w:pPr>{BORDER}</w:pPr>{run('Encadré')}</w:p>"),
        (SIXTH, "le paragraphe a une bordure", "Aucune bordure"),
    ),
    (
        "a style's border",
        Spoiled("convention").replace(
            '<w:name w:val="Sous-titre d’acte"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
            '<w:uiPriority w:val="11"/><w:qFormat/><w:pPr>',
            '<w:name w:val="Sous-titre d’acte"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
            f'<w:uiPriority w:val="11"/><w:qFormat/><w:pPr>{BORDER}',
            STYLES,
        ),
        ("début du document, 1er paragraphe", "le paragraphe a une bordure", "changez le style"),
    ),
    (
        "a bullet of a symbol font",
        Spoiled("convention").replace(
            '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr><w:rPr>'
            '<w:rFonts w:ascii="Carlito"',
            '<w:lvlText w:val="&#xF0D8;"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr>'
            '<w:rPr><w:rFonts w:ascii="Wingdings"',
            NUMBERING,
        ),
        ("article 3-1, 2e paragraphe", "la puce de la liste est un dessin de la police Wingdings", "Définir une puce"),
    ),
    (
        "a sign of a symbol font",
        article(paragraph(run("Oui "), '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')),
        (SIXTH, "un signe est dessiné avec une police de symboles", "remplacez-le par un mot"),
    ),
    (
        "a text of a symbol font",
        article(paragraph(run("J", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))),
        (SIXTH, "un texte est écrit avec la police de symboles Wingdings", "écrivez-le dans la police du texte"),
    ),
    (
        "a link without its style",
        article(paragraph(run("Voir "), LINK.format(run("le site")))),
        (SIXTH, "le lien « le site » n’a pas le style des liens", "« Lien hypertexte »"),
    ),
    (
        "a link by a field without its style",
        article(paragraph(run("Voir "), FIELD.format(run("le site")))),
        (SIXTH, "le lien « le site » n’a pas le style des liens", "« Lien hypertexte »"),
    ),
    (
        "a control without a tag",
        article(paragraph(run("Lieu : "), control(run("[lieu]")))),
        (SIXTH, "le contrôle de contenu « Lieu » n’a pas de balise", "onglet Développeur"),
    ),
    (
        "a control with another's tag",
        article(paragraph(run("Lieu : "), control(run("[lieu]"), "signature.date"))),
        ("article 9, 4e paragraphe", "porte la balise « signature.date », déjà donnée (article 4", "une autre"),
    ),
    (
        "a control in the footer with a tag of the body",
        Spoiled("convention").after("– SN –", paragraph(run("x"), control(run("[date]"), "signature.date")), FOOTER),
        ("pied de page, 2e paragraphe", "porte la balise « signature.date », déjà donnée (article 9", "une autre"),
    ),
    (
        "a tracked insertion",
        article(paragraph(run("Ancien"), f'<w:ins w:id="1" w:author="x">{run(" nouveau")}</w:ins>')),
        (SIXTH, "une modification suivie reste dans le modèle (près de « Ancien nouveau »)", "Accepter toutes"),
    ),
    (
        "tracked deletions and moves",
        article(
            paragraph(run("Texte"), '<w:del w:id="1"><w:r><w:delText>mort</w:delText></w:r></w:del>'),
            paragraph(f'<w:moveFrom w:id="2">{run("{{ perdu }}")}</w:moveFrom>', run("suite")),
        ),
        (SIXTH, "2 modifications suivies restent dans le modèle", "Accepter toutes"),
    ),
    (
        "a table in a cell",
        article(table(paragraph(run("Jour")), table(paragraph(run("a")), paragraph(run("b"))) + "<w:p/>")),
        ("tableau 2, ligne 1, colonne 1", "un tableau est dans une cellule d’un autre", "sortez-le"),
    ),
    (
        "a passage in two forms",
        article(
            paragraph(
                run("Texte"),
                '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                '<mc:Choice Requires="w14"><w:t>nouveau</w:t></mc:Choice><mc:Fallback><w:t>ancien</w:t></mc:Fallback>'
                "</mc:AlternateContent></w:r>",
            )
        ),
        (SIXTH, "un passage écrit deux fois", "retapez"),
    ),
    (
        "a mark of the end of a line",
        article(paragraph(run("deux\u2028lignes"))),
        (SIXTH, "un signe invisible (U+2028) ne s’imprime pas de même partout", "effacez-le"),
    ),
    (
        "a footer whose elements have another prefix",
        of_another_prefix(Spoiled("convention")),
        ("pied de page", "ce fichier vient d’un programme qui n’écrit pas comme Word", "enregistrez-le de nouveau"),
    ),
    (
        "texts without a face",
        Spoiled("convention").drop("(?s)<w:docDefaults>.*?</w:docDefaults>", "word/styles.xml"),
        ("titre du document", "aucune police n’est dite pour ce texte", "le style Normal"),
    ),
    (
        "a tracked section",
        Spoiled("convention").replace(
            "</w:sectPr>",
            '<w:sectPrChange w:id="1"><w:sectPr><w:pgMar w:top="1"/><w:pgNumType w:start="3"/><w:vAlign '
            'w:val="center"/></w:sectPr></w:sectPrChange></w:sectPr>',
        ),
        ("corps du document", "une modification suivie reste dans le modèle", "Accepter toutes"),
    ),
    (
        "what a text and a paragraph were before",
        article(
            '<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr><w:bidi/><w:framePr/></w:pPr></w:pPrChange></w:pPr>'
            + run("Texte", '<w:rPrChange w:id="2"><w:rPr><w:vanish/><w:smallCaps/></w:rPr></w:rPrChange>')
            + '<w:del w:id="3"><w:r><w:rPr><w:smallCaps/></w:rPr><w:delText>{{ mort</w:delText></w:r></w:del></w:p>'
        ),
        (SIXTH, "3 modifications suivies restent dans le modèle", "Accepter toutes"),
    ),
    (
        "a row whose deletion is tracked",
        article(
            table(paragraph(run("Jour")), paragraph(run("mardi"))).replace(
                "</w:tr><w:tr>", '</w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr>'
            )
        ),
        ("tableau 1, ligne 2, colonne 1", "une modification suivie reste", "Accepter toutes"),
    ),
    (
        "a tracked change in a header",
        Spoiled("convention").after("{{ epci.nom }}", f'<w:p><w:ins w:id="1">{run("x")}</w:ins></w:p>', HEADER),
        ("en-tête, 5e paragraphe", "une modification suivie reste", "Accepter toutes"),
    ),
    (
        "lines lower than their letters",
        article(f'<w:p><w:pPr><w:spacing w:line="160" w:lineRule="exact"/></w:pPr>{run("Texte")}</w:p>'),
        (SIXTH, "l’interligne exact de 8 pt est plus petit que les lettres", "« Au moins »"),
    ),
    (
        "a picture cut by the height of its line",
        article(f'<w:p><w:pPr><w:spacing w:line="300" w:lineRule="exact"/></w:pPr>{picture("Un plan")}</w:p>'),
        (SIXTH, "l’interligne exact de 15 pt est plus petit que l’image, qui serait coupée", "« Au moins »"),
    ),
    (
        "a word that no line holds",
        article(paragraph(run(f"Voir {'x' * 81}, pour la suite"))),
        (SIXTH, "« xxxxxxxxxxxxxxxxxxxx… » a 82 signes sans une espace", "coupez-le"),
    ),
    (
        "a comment",
        article(paragraph(run("Texte"), '<w:r><w:commentReference w:id="0"/></w:r>')),
        (SIXTH, "un commentaire reste dans le modèle : les communes pourraient", "Supprimer tous les commentaires"),
    ),
    (
        "a tag in an endnote",
        Spoiled("convention"),
        ("note de fin 1", "{{ numero }} ne sera pas remplie à cet endroit", "note de bas de page"),
    ),
    (
        "a tag in the keywords",
        Spoiled("convention").replace("<dc:creator>", "<cp:keywords>{{ numero }}</cp:keywords><dc:creator>", CORE),
        ("propriétés du document (mots-clés)", "{{ numero }} ne sera pas remplie", "placez-la dans le titre"),
    ),
)
(END_NOTE,) = (spoiled for name, spoiled, *_ in ACCESSIBILITY if name == "a tag in an endnote")
END_NOTE.add_part("endnotes", "endnotes", f'<w:endnote w:id="2">{paragraph(run("{{ numero }}"))}</w:endnote>')
END_NOTE.after("Leur bureau sera", paragraph(run("Voir"), '<w:r><w:endnoteReference w:id="2"/></w:r>'))


@pytest.mark.parametrize(("spoiled", "faults"), parameters(ACCESSIBILITY))
def test_what_breaks_the_document_for_its_readers_is_told(spoiled: Spoiled, faults: list[tuple[str, str, str]]) -> None:
    """Accessibility, archiving, controls, and the traces of a work in progress."""
    check(spoiled, *faults)


ZONE = "l’angle supérieur droit (8 cm × 3 cm)"
MARGIN = '<w:pgMar w:top="1928"'
WARNINGS = (
    (
        "a foreign language",
        Spoiled("convention").replace("<dc:language>fr-FR<", "<dc:language>en-US<", CORE),
        (LANGUAGE, "la langue du document est « en-US »", "Français"),
    ),
    (
        "no heading at all",
        Spoiled("planning")
        .replace('w:val="heading 1"', 'w:val="x"', STYLES)
        .replace('w:val="heading 2"', 'w:val="y"', STYLES)
        .replace('<w:outlineLvl w:val="0"/>', "", STYLES)
        .replace('<w:outlineLvl w:val="1"/>', "", STYLES),
        ("début du document", "le document n’a aucun titre", "« Titre 1 »"),
    ),
    (
        "another font",
        article(paragraph(run("Texte", '<w:rFonts w:ascii="Marianne" w:hAnsi="Marianne"/>'))),
        (SIXTH, "la police Marianne manque : elle sera remplacée par", "choisissez Carlito"),
    ),
    (
        "a spacing that depends on the neighbours",
        article(f"<w:p><w:pPr><w:contextualSpacing/></w:pPr>{run('Texte')}</w:p>"),
        (SIXTH, "l’espacement du style « Normal » dépend des paragraphes voisins", "décochez"),
    ),
    (
        "a file's name as description",
        article(paragraph(picture("image1.png"))),
        (SIXTH, "le texte de remplacement « image1.png » est un nom de fichier", "dites en une phrase"),
    ),
    (
        "a picture without description in the footer",
        Spoiled("convention").after("– SN –", paragraph(picture()), FOOTER),
        ("pied de page, 2e paragraphe", "une image n’a pas de texte de remplacement", "clic droit"),
    ),
    (
        "no title",
        Spoiled("convention").drop("<dc:title>.*?</dc:title>", CORE),
        (TITLE, "le document n’a pas de titre", "Fichier, Informations, Titre"),
    ),
    (
        "an empty title",
        Spoiled("convention").replace("Convention {{ numero }} – {{ commune.nom }}", " ", CORE),
        (TITLE, "le document n’a pas de titre", "Fichier, Informations, Titre"),
    ),
    (
        "the face of a new document of Word",
        article(paragraph(run("Texte", '<w:rFonts w:ascii="Aptos" w:hAnsi="Aptos"/>'))),
        (SIXTH, "la police Aptos n’est pas libre : le PDF est imprimé en Carlito", "choisissez Carlito ou Calibri"),
    ),
    (
        "a tag half in bold",
        article(paragraph(run("{{ commune."), run("nom", "<w:b/>"), run(" }}"))),
        (SIXTH, "change de mise en forme en son milieu", "une seule mise en forme"),
    ),
    (
        "a condition over two paragraphs",
        article(paragraph(run("{% if numero %}oui")), paragraph(run("non{% endif %}"))),
        (SEVENTH, "n’est pas dans le paragraphe de {% if numero %} (ouverte à l’endroit « article 4", "{%p endif %}"),
    ),
    (
        "an unknown name whose existence is asked",
        article(paragraph(run("{% if commune.corriel is defined %}{{ commune.courriel }}{% endif %}"))),
        (SIXTH, "commune.corriel : inconnu, la condition ne sera jamais remplie", "vouliez-vous commune.courriel ?"),
    ),
    (
        "a top margin of 2 cm",
        Spoiled("convention").replace(MARGIN, '<w:pgMar w:top="1134"'),
        ("mise en page", f"la marge du haut est de 2,0 cm : le texte entrerait dans {ZONE}", "au moins 3 cm"),
    ),
    (
        "a header over the whole width",
        Spoiled("convention").replace('<w:ind w:right="3402"/>', "", STYLES),
        ("en-tête, 2e paragraphe", f"l’en-tête peut entrer dans {ZONE}", "Retrait à droite"),
        ("en-tête, 4e paragraphe", f"l’en-tête peut entrer dans {ZONE}", "Retrait à droite"),
        ("en-tête, 5e paragraphe", f"l’en-tête peut entrer dans {ZONE}", "Retrait à droite"),
    ),
    (
        "a date at the right of the header",
        Spoiled("convention").after(
            "{{ commune|de }}",
            (
                '<w:p><w:pPr><w:pStyle w:val="Header"/><w:ind w:right="0"/><w:jc w:val="right"/></w:pPr>'
                f"{run('2025')}</w:p>"
            ),
            HEADER,
        ),
        ("en-tête, 6e paragraphe", f"l’en-tête peut entrer dans {ZONE}", "Retrait à droite"),
    ),
)


@pytest.mark.parametrize(("spoiled", "faults"), parameters(WARNINGS))
def test_what_is_only_less_good_is_a_warning(spoiled: Spoiled, faults: list[tuple[str, str, str]]) -> None:
    """It stops no build: the documents are right, and can be better."""
    check(spoiled, *faults, level="warning")


LOOSE = '<w:pPr><w:spacing w:line="300" w:lineRule="exact"/></w:pPr>'
SOUND = (
    ("a described picture", article(paragraph(picture("Plan de la salle")))),
    ("a font of the same width", article(paragraph(run("Texte", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')))),
    ("a decorative picture", article(paragraph(picture(decorative=True)))),
    (
        "a condition in a cell",
        article(
            table(
                paragraph(run("Lieu")),
                "".join(paragraph(run(text)) for text in ("{%p if numero %}", "x", "{%p else %}", "y", "{%p endif %}")),
            )
        ),
    ),
    (
        "a condition in a cell, and a paragraph",
        article(
            table(
                paragraph(run("Lieu")),
                "".join(paragraph(run(text)) for text in ("{%p if numero %}", "x", "{%p endif %}", "")),
            )
        ),
    ),
    ("a text box", article(text_box(paragraph(run("Une {{ commune.nom }}"))))),
    ("a control that Word made", article(paragraph(control(run("1"), "", "<w:docPartObj/>")))),
    ("a tag that Word cut into runs", article(paragraph(run("{"), run("{ commune"), run(".nom }"), run("}")))),
    ("signs that nobody sees", article(paragraph(run("{{\u200bcommune.\u2060nom\u00ad}}")))),
    ("lines of an exact height", article(paragraph(run("Texte")).replace("<w:p>", f"<w:p>{LOOSE}"))),
    ("a few empty paragraphs", article(paragraph() * 24)),
    ("typographic quotes", article(paragraph(run("{{ “autorisé”|accord(‘Madame’) }}")))),
    ("no-break spaces", article(paragraph(run("{% if commune.qualite != \u00a0'Ville'\u202f%}x{% endif %}")))),
    (
        "no-break spaces around the words",
        article(paragraph(run("{%\u00a0if\u202fnumero\u00a0%}x{%\u00a0endif\u00a0%}"))),
    ),
    ("French quotes in a text", article(paragraph(run('{{ "dit « oui »" }}')))),
    ("a comment of Jinja", article(paragraph(run("{# à relire : {{ xyz }} #}")))),
    (
        "a link with its style",
        article(paragraph(LINK.format(run("site", '<w:rStyle w:val="Lienhypertexte"/>')))).replace(
            "</w:styles>", HYPERLINK, STYLES
        ),
    ),
    (
        "a short text at the left of the header",
        Spoiled("convention").after(
            "{{ commune|de }}",
            f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:ind w:right="0"/></w:pPr>{run("Projet")}</w:p>',
            HEADER,
        ),
    ),
    ("a column of communes.csv", article(paragraph(run("{{ commune.referent }}")))),
    (
        "a loop with all its words",
        article(
            paragraph(
                run(
                    "{% for s in planning.seances if s.ferie %}{{ loop.index }} {{ s.date|date_jour }}"
                    "{% if not loop.last %}, {% endif %}{% else %}aucune{% endfor %}"
                )
            )
        ),
    ),
    (
        "values set in the template",
        article(
            paragraph(
                run(
                    "{% set nom = commune.nom|upper %}{% set n = conseil.delai_convocation %}{{ nom }} {{ n|lettres }} "
                    "{{ planning.seances|length }} {{ (planning.seances|first).date|date_longue }}"
                )
            )
        ),
    ),
    ("a macro", article(paragraph(run("{% macro m(x, y=1) %}{{ x.nom }}{{ y }}{% endmacro %}{{ m(commune) }}")))),
)


@pytest.mark.parametrize("spoiled", [pytest.param(spoiled, id=name) for name, spoiled in SOUND])
def test_what_is_sound_is_no_fault(spoiled: Spoiled, small_project: Project) -> None:
    """Nothing is told of what Word does by itself, nor of what a template may do; and documents come out of it."""
    check(spoiled)
    sources = read_sources(small_project)
    commune, (piece, *_) = sources.participants[0], sources.campaign.pieces
    values = for_piece(make_context(commune, sources.campaign, "N-1"), piece, sources.campaign)
    values["commune"].referent = "Anne"
    renderer = Renderer(Templates((("x", "modele.docx", spoiled.bytes()),), sources.campaign.date))
    assert renderer.render("x", values, commune.nom)


def test_all_faults_of_all_parts_are_told_at_once() -> None:
    """Six errors and three warnings in as many places of one template, errors first."""
    spoiled = (
        article(
            paragraph(run("{{ commune.maire_nom }}")),
            paragraph(run("{%p if numero %}")),
            table(paragraph(run("Lieu")), paragraph(run("{{ commune.nom|majuscule }}")), header=False),
            paragraph(run("Texte", '<w:rFonts w:ascii="Marianne" w:hAnsi="Marianne"/>')),
        )
        .replace("{{ commune|de }}", "{{ commune|dee }}", HEADER)
        .replace("{{ convention.reference }}", "{{ convention.referance }", FOOTER)
        .drop("<dc:title>.*?</dc:title>", CORE)
        .replace("<dc:language>fr-FR<", "<dc:language>en-US<", CORE)
    )
    told = [(problem.level, problem.place) for problem in spoiled.problems()]
    assert told == [
        ("error", SEVENTH),
        ("error", SIXTH),
        ("error", "tableau 1, ligne 2, colonne 1"),
        ("error", "en-tête, 5e paragraphe"),
        ("error", "pied de page"),
        ("error", "tableau 1"),
        ("warning", TITLE),
        ("warning", LANGUAGE),
        ("warning", EIGHTH),
    ]
