"""What of Word's format a template may hold, and what to do instead of the rest.

Each element of ISO/IEC 29500-1, 17 (WordprocessingML) is here or is refused: what is admitted comes out the same on
both engines, to the letter, in a PDF that passes PDF/A and PDF/UA; tests print it. :data:`REFUSED` says of the rest
what it is called in Word and what to do.
"""

from __future__ import annotations

from generator.word.package import COMPATIBILITY, DRAWING, PICTURE, PLACING, SHAPE

#: What to say of an element, and what to do instead.
Refusal = tuple[str, str]

_STRUCTURE = (
    "document body hdr ftr footnotes footnote p r t tab br cr softHyphen tbl tblGrid gridCol tr tc sectPr hyperlink "
    "bookmarkStart bookmarkEnd proofErr permStart permEnd lastRenderedPageBreak sdt sdtPr sdtEndPr sdtContent "
    "drawing txbxContent footnoteReference footnoteRef separator continuationSeparator fldChar fldSimple instrText "
    "fldData"
)
_PARAGRAPH = (
    "pPr pStyle keepNext keepLines pageBreakBefore widowControl numPr ilvl numId suppressLineNumbers pBdr top left "
    "start bottom right end between bar shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct "
    "autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textAlignment "
    "outlineLvl divId cnfStyle textboxTightWrap suppressOverlap rPr"
)
_RUN = "rStyle rFonts b bCs i iCs caps strike dstrike noProof color kern position sz szCs highlight u vertAlign cs lang"
_TABLE = (
    "tblPr tblStyle tblStyleRowBandSize tblStyleColBandSize tblW tblInd tblBorders insideH insideV tblLayout "
    "tblCellMar tblCellSpacing tblLook tblCaption tblDescription tblPrEx trPr cantSplit trHeight tblHeader tcPr tcW "
    "tcBorders noWrap tcMar hideMark headers tblOverlap wBefore wAfter"
)
_SECTION = (
    "headerReference footerReference type pgSz pgMar paperSrc cols col titlePg docGrid formProt noEndnote "
    "printerSettings numFmt numStart numRestart pos"
)
#: What other checks tell, each with its own words.
_ELSEWHERE = (
    "vanish specVanish hidden gridSpan vMerge hMerge ins del delText moveFrom moveTo rPrChange pPrChange tblPrChange "
    "trPrChange tcPrChange sectPrChange tblGridChange numberingChange cellIns cellDel cellMerge commentReference "
    "commentRangeStart commentRangeEnd annotationRef moveFromRangeStart moveFromRangeEnd moveToRangeStart "
    "moveToRangeEnd delInstrText sym endnotes endnote endnoteRef"
)
_CONTROL_PROPERTIES = (
    "alias tag id lock placeholder docPart showingPlcHdr temporary text richText date dateFormat lid "
    "storeMappedDataAs calendar dropDownList comboBox listItem picture group equation citation bibliography docPartObj "
    "docPartList docPartGallery docPartCategory docPartUnique"
)
#: The elements of Word's own namespace that a template may hold, by local name.
ADMITTED = frozenset(
    " ".join((_STRUCTURE, _PARAGRAPH, _RUN, _TABLE, _SECTION, _CONTROL_PROPERTIES, _ELSEWHERE)).split()
)
#: Other namespaces: drawings of pictures and text boxes, and what newer versions of Word write beside them.
NAMESPACES = (
    COMPATIBILITY,
    PLACING,
    DRAWING,
    PICTURE,
    SHAPE,
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}",
    "{http://schemas.microsoft.com/office/word/2010/wordml}",
)
#: The extensions of pictures, each in a namespace that begins so.
DRAWINGS = "{http://schemas.microsoft.com/office/drawing/"
_HALF = "effacez cet effet : Accueil, Effacer toute la mise en forme, puis remettez le gras ou l’italique"
_RETYPE = "retapez ce passage dans un paragraphe ordinaire"
_DATE = "écrivez la date, ou une balise comme {{ convention.terme|date_longue }}"
_NUMBERS = "Insertion, Numéro de page, Format : « À la suite de la section précédente », 1, 2, 3…"
#: What is refused, by local name: what it is, then what to do.
REFUSED: dict[str, Refusal] = {
    "altChunk": ("un autre fichier inséré en entier", "ouvrez-le, copiez son texte et collez-le ici"),
    "subDoc": ("un sous-document", "ouvrez-le, copiez son texte et collez-le ici"),
    "object": (
        "un objet d’un autre programme (Excel, équation…)",
        "remplacez-le par du texte, un tableau ou une image",
    ),
    "control": ("un contrôle ActiveX", "mettez à sa place un contrôle de contenu (onglet Développeur)"),
    "pict": ("un dessin à l’ancien format de Word", "supprimez-le, puis insérez l’image de nouveau"),
    "textpath": ("un filigrane", "Création, Filigrane : Supprimer le filigrane"),
    "hr": ("une ligne horizontale", "supprimez-la ; laissez à sa place l’espacement du paragraphe"),
    "textbox": (
        "une zone de texte à l’ancien format de Word",
        "coupez son texte, supprimez-la, puis Insertion, Zone de texte ; ou collez-le dans un paragraphe",
    ),
    "oMath": ("une équation", "écrivez-la en toutes lettres, ou insérez-la comme image décrite"),
    "oMathPara": ("une équation", "écrivez-la en toutes lettres, ou insérez-la comme image décrite"),
    "ruby": ("un guide phonétique", _RETYPE),
    "smartTag": ("une balise active d’un ancien Word", "copiez le paragraphe, collez-le en « texte seulement »"),
    "customXml": ("un repère XML d’un ancien Word", "copiez le paragraphe, collez-le en « texte seulement »"),
    "dir": ("un sens d’écriture imposé", _RETYPE),
    "bdo": ("un sens d’écriture imposé", _RETYPE),
    "bidi": ("un paragraphe ou une section de droite à gauche", "Accueil : texte de gauche à droite"),
    "rtl": ("un texte de droite à gauche", _HALF),
    "noBreakHyphen": ("un trait d’union insécable", "tapez un trait d’union ordinaire (-)"),
    "ptab": ("une tabulation alignée sur la marge", "mettez à sa place une tabulation ordinaire"),
    "pgNum": ("un ancien numéro de page", "Insertion, Numéro de page, dans l’en-tête ou le pied de page"),
    **dict.fromkeys(
        ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"), ("une date automatique", _DATE)
    ),
    "smallCaps": (
        "un texte en petites capitales, que le moteur intégré imprime en minuscules",
        "prenez « Majuscules »",
    ),
    "outline": ("un effet de contour", _HALF),
    "shadow": ("un effet d’ombre", _HALF),
    **dict.fromkeys(("glow", "reflection", "textOutline", "scene3d", "props3d"), ("un effet de texte", _HALF)),
    "emboss": ("un effet de relief", _HALF),
    "imprint": ("un effet de gravure", _HALF),
    "effect": ("une animation de texte", _HALF),
    "em": ("une marque d’insistance", _HALF),
    "bdr": ("un encadré autour de mots", "Accueil, Bordures, Aucune bordure ; mettez ces mots en gras"),
    "w": ("une échelle de caractères", "Police, Paramètres avancés, Échelle : 100 %"),
    "fitText": ("un texte ajusté à une largeur", "Accueil, Mise en forme asiatique : retirez l’ajustement"),
    "eastAsianLayout": ("une mise en forme asiatique", _HALF),
    "webHidden": ("un texte caché en affichage Web", _RETYPE),
    "framePr": ("un cadre (lettrine comprise)", "Insertion, Lettrine, Aucun ; ou Format du cadre, Supprimer le cadre"),
    "textDirection": ("un texte tourné", "Disposition, Orientation du texte : horizontal"),
    "tblpPr": ("un tableau flottant", "Propriétés du tableau, Habillage du texte : Aucun"),
    "bidiVisual": ("un tableau de droite à gauche", "Propriétés du tableau, Options : de gauche à droite"),
    "tcFitText": ("un texte ajusté à sa cellule", "Propriétés du tableau, Cellule, Options : décochez « Ajuster »"),
    **dict.fromkeys(
        ("tl2br", "tr2bl"),
        ("une cellule barrée d’une diagonale, qu’aucun moteur n’imprime", "retirez-la, et écrivez « néant »"),
    ),
    "gridBefore": ("une ligne de tableau en retrait des autres", "donnez à chaque ligne les mêmes cellules"),
    "gridAfter": ("une ligne de tableau plus courte que les autres", "donnez à chaque ligne les mêmes cellules"),
    "vAlign": ("un texte centré en hauteur dans la page", "Mise en page, Alignement vertical : Haut"),
    "type": (
        "une section qui commence sur une page impaire ou paire",
        "Mise en page, Sauts de page : « Page suivante »",
    ),
    "lnNumType": ("des numéros de ligne", "Mise en page, Numéros de lignes : Aucun"),
    "pgNumType": ("une numérotation de pages qui recommence ou change de forme", _NUMBERS),
    "pgBorders": ("une bordure de page", "Création, Bordures de page : Aucun"),
    "footnotePr": ("des notes numérotées autrement que 1, 2, 3", "Références, Notes : 1, 2, 3…, en continu"),
    "endnotePr": ("des notes de fin", "clic droit sur la note, Convertir en note de bas de page"),
    "endnoteReference": ("une note de fin", "clic droit sur la note, Convertir en note de bas de page"),
    "footnoteReference": ("une note de bas de page dans un tableau", "écrivez-la sous le tableau, ou dans la cellule"),
    "cols": (
        "un texte sur plusieurs colonnes",
        "Mise en page, Colonnes : Une ; ou un tableau, une cellule par colonne",
    ),
    "br": ("un saut de colonne", "supprimez-le, ou mettez un saut de page"),
    "dataBinding": ("un contrôle lié à une donnée cachée du fichier", "supprimez le contrôle et refaites-le"),
    "chart": ("un graphique", "collez-le comme image, avec son texte de remplacement"),
    "relIds": ("un schéma (SmartArt)", "collez-le comme image, avec son texte de remplacement"),
    "model3d": ("un objet en relief", "collez-le comme image, avec son texte de remplacement"),
    "AlternateContent": ("un passage écrit deux fois, pour les nouveaux Word et pour les anciens", _RETYPE),
    "background": ("une couleur de page", "Création, Couleur de page : Aucune couleur"),
    "wgp": ("un groupe de dessins", "collez-le comme image, avec son texte de remplacement"),
    "wpc": ("une zone de dessin", "collez-la comme image, avec son texte de remplacement"),
    "contentPart": ("un trait d’encre", "supprimez-le, ou collez-le comme image décrite"),
    "inline": ("une zone de texte alignée sur le texte, que le moteur intégré perd", "Habillage : Haut et bas"),
    "wsp": ("une forme dessinée", "remplacez-la par une image décrite, ou par une bordure de tableau"),
    "mailMerge": ("un lien avec une source de publipostage", "Publipostage, Démarrer la fusion : Document Word normal"),
}
#: The values of what is refused that ask for nothing.
NONE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("smallCaps", "outline", "shadow", "emboss", "imprint", "rtl", "webHidden", "bidi", "bidiVisual", "tcFitText"),
        ("0", "false", "off"),
    ),
    **dict.fromkeys(("effect", "em"), ("none",)),
    "bdr": ("none", "nil"),
    "w": ("100", "100%"),
    "textDirection": ("lrTb", "tb"),
    **dict.fromkeys(("tl2br", "tr2bl"), ("none", "nil")),
}
#: Of what is not in the list.
OTHER: Refusal = ("un élément que les deux moteurs n’impriment pas de même", _RETYPE)

#: Fields besides page numbers that come out right: what they show stands in the text.
FIELDS_KEPT = frozenset({"HYPERLINK"})
_TAG = "écrivez une balise (docs/templates.md)"
_STALE = "il montre ce qu’il montrait à l’enregistrement du modèle"
_MOVES = "il change tout seul, d’un jour, d’un poste ou d’un moteur à l’autre"
_TYPE = "écrivez le texte lui-même"
_ARTICLE = "écrivez le numéro de l’article, ou ce qu’il désigne"
_CONTROL = "mettez à sa place un contrôle de contenu qui a sa balise (onglet Développeur)"
_PASTE = "copiez son contenu et collez-le ici"
_LIST = "employez une liste numérotée (« Liste à numéros »), ou écrivez le numéro"
OTHER_FIELD: Refusal = (_STALE, _TYPE)
#: Fields that name a value of their own.
NAMING = ("MERGEFIELD", "DOCPROPERTY", "DOCVARIABLE")
#: Word's other fields (ISO/IEC 29500-1, 17.16.5): what becomes of them, then what to write.
FIELDS: dict[str, Refusal] = {
    **dict.fromkeys(NAMING, (_STALE, _TAG)),
    **dict.fromkeys(("MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF", "DATABASE"), ("rien ne le remplit", _TAG)),
    **dict.fromkeys(("ADDRESSBLOCK", "GREETINGLINE"), (_STALE, "écrivez {{ commune.appel }} ou d’autres balises")),
    **dict.fromkeys(("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"), (_MOVES, _DATE)),
    **dict.fromkeys(
        ("FILENAME", "FILESIZE", "TEMPLATE", "REVNUM", "NUMWORDS", "NUMCHARS", "USERNAME", "USERINITIALS"),
        (_MOVES, _TYPE),
    ),
    **dict.fromkeys(("USERADDRESS", "AUTHOR", "LASTSAVEDBY", "INFO"), (_MOVES, _TAG)),
    **dict.fromkeys(("TITLE", "SUBJECT", "KEYWORDS", "COMMENTS"), (_MOVES, _TAG)),
    **dict.fromkeys(("REF", "PAGEREF", "NOTEREF", "STYLEREF"), (f"{_STALE}, ou une erreur", _ARTICLE)),
    **dict.fromkeys(("SECTION", "SECTIONPAGES"), (_MOVES, "employez PAGE et NUMPAGES, en en-tête ou en pied de page")),
    **dict.fromkeys(("SEQ", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "BIDIOUTLINE"), (_MOVES, _LIST)),
    **dict.fromkeys(
        ("TOC", "TOA", "INDEX", "RD"), (_STALE, "retirez-le : le PDF a ses signets, et le recueil un sommaire")
    ),
    **dict.fromkeys(("TC", "TA", "XE"), ("il est invisible", "supprimez-le")),
    **dict.fromkeys(("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"), ("c’est un ancien champ de formulaire", _CONTROL)),
    **dict.fromkeys(
        ("ASK", "FILLIN", "MACROBUTTON", "GOTOBUTTON"), ("il attend une réponse de l’utilisateur", _CONTROL)
    ),
    **dict.fromkeys(("IF", "COMPARE"), (_STALE, "écrivez une condition : {% if … %} … {% endif %}")),
    "SET": (_STALE, 'écrivez {% set nom = "valeur" %}'),
    "=": (_STALE, "écrivez le résultat, ou une balise"),
    **dict.fromkeys(
        ("INCLUDETEXT", "INCLUDEPICTURE", "LINK", "EMBED", "IMPORT"), ("il va chercher un autre fichier", _PASTE)
    ),
    **dict.fromkeys(("DDE", "DDEAUTO"), ("il va chercher les données d’un autre programme", _PASTE)),
    **dict.fromkeys(("QUOTE", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY"), (_STALE, _TYPE)),
    **dict.fromkeys(("SYMBOL", "ADVANCE", "EQ"), ("les moteurs ne l’impriment pas de même", _TYPE)),
    **dict.fromkeys(("CITATION", "BIBLIOGRAPHY"), (_STALE, _TYPE)),
    **dict.fromkeys(
        ("PRINT", "PRIVATE", "ADDIN", "HTMLACTIVEX", "SHAPE", "BARCODE", "DISPLAYBARCODE"),
        ("il est invisible ou s’imprime mal", "supprimez-le"),
    ),
}
