"""What the validator found, told in French: which kind of rule is broken, and on which page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary

#: What is told of a rule, by a word of its name: the first that fits; then what to do about it in a template.
_SAID = (
    ("NOTDEF", "un signe n’a pas de dessin dans sa police : il s’imprime comme une case vide", "changez ce signe"),
    ("FIGURE", "une image ou une zone de texte n’a pas de texte de remplacement", "donnez-lui-en un dans le modèle"),
    ("FORMULA", "une équation n’a pas de texte de remplacement", "écrivez-la en toutes lettres"),
    ("NOTE", "une note n’a pas d’identifiant à elle", "écrivez-la dans le texte"),
    ("LINK", "un lien n’est pas balisé comme un lien", "donnez-lui le style « Lien hypertexte » ou retirez-le"),
    ("ANNOTATION", "une annotation n’est pas balisée", "retirez le lien ou le commentaire qui la fait"),
    ("HEADING", "les titres ne se suivent pas niveau par niveau", "revoyez les styles « Titre »"),
    ("TABLE", "un tableau n’est pas régulier", "même nombre de cellules à chaque ligne, et une ligne d’en-tête"),
    (r"T[RHD]\b|THEAD|TBODY|TFOOT", "un tableau est mal balisé", "refaites-le dans le modèle"),
    (r"LI?\b|LBODY", "une liste est mal balisée", "refaites-la dans le modèle"),
    ("TOC", "une table des matières est mal balisée", "retirez-la du modèle"),
    ("LANGUAGE|LANG", "la langue d’un texte n’est pas dite", "Révision, Langue, Français"),
    ("TITLE", "le titre du document n’est pas dit", "Fichier, Informations, Titre"),
    ("CONTENT|ARTIFACT", "un dessin (bordure, trait, forme) n’est ni balisé ni décoratif", "retirez-le du modèle"),
    ("STRUCT|TAGGED|SUSPECTS", "la structure du document est abîmée", ""),
    ("TABS", "l’ordre des tabulations ne suit pas celui du texte", ""),
    ("WIDGET|FORM|FIELD|XFA", "un champ de formulaire n’est pas admis", "employez un contrôle de contenu"),
    ("FONT|CID|CMAP|TRUETYPE|TYPE1|TYPE0|UNICODE|GLYPH", "une police est mal incorporée", "choisissez Carlito"),
    ("ENCRYPTION", "le fichier est chiffré", ""),
    ("ID|XMP|METADATA|INFO|SCHEMA", "ses métadonnées sont abîmées", ""),
    ("DEVICE|ICC|COLOR|OUTPUT|SEPARATION|HALFTONE|RENDERING", "une couleur ou son profil n’est pas admis", ""),
    ("TRANSPARENCY|EXTGSTATE|SMASK|OPACITY", "une transparence n’est pas admise", "prenez une image sans transparence"),
    (
        "IMAGE|JPEG|XOBJECT",
        "une image n’est pas admise",
        "enregistrez-la en PNG ou en JPEG, puis insérez-la de nouveau",
    ),
    ("ACTION|EMBEDDED|FILE", "un fichier joint ou une action automatique n’est pas admis", "retirez-les du modèle"),
)


def said(rule: str, message: str, pdf: pikepdf.Pdf, number: int) -> tuple[str, str]:
    """Return what a broken rule means, and what to do about it, "" for nothing.

    ``number`` is that of the object at fault, 0 when it is none's. The validator's own words are in English: of them,
    only the page is kept.
    """
    name = re.sub(r"^PDF[A-Z0-9]*-", "", rule)
    found = (text for word, *text in _SAID if re.search(rf"\b(?:{word})", name))
    meaning, remedy = next(found, ("une règle n’est pas respectée", ""))
    told = re.search(r"\bpage (\d+)\b", message)
    page = int(told[1]) if told else next(_pages(pdf, number), 0)
    return f"page {page} : {meaning}" if page else meaning, remedy


def _pages(pdf: pikepdf.Pdf, number: int) -> Iterator[int]:
    """Yield the pages that an object is on: of which it is an element, a resource or an annotation."""
    if not number:
        return
    found = pdf.get_object(number, 0)
    own = found.get("/Pg") if isinstance(found, Dictionary) else None
    for rank, page in enumerate(pdf.pages, 1):
        if (
            (own is not None and own.objgen == page.obj.objgen)
            or number == page.obj.objgen[0]
            or number in _used(page.obj)
        ):
            yield rank


def _used(page: pikepdf.Object) -> set[int]:
    """Return the numbers of the objects that a page draws with, and of the fonts within its composite fonts."""
    resources = page.get("/Resources", Dictionary())
    held = [*resources.get("/Font", Dictionary()).as_dict().values()]
    held += [font.DescendantFonts[0] for font in held if "/DescendantFonts" in font]
    held += [*resources.get("/XObject", Dictionary()).as_dict().values(), *page.get("/Annots", Array()).as_list()]
    held += [font.FontDescriptor for font in held if isinstance(font, Dictionary) and "/FontDescriptor" in font]
    return {item.objgen[0] for item in held}
