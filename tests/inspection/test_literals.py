"""A template asks for the values of the data; it does not say those of one commune."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest

from generator.inputs.sources import Sources
from generator.inspection import otherepci
from generator.inspection.articles import Articles
from generator.inspection.literals import Literals
from generator.inspection.persons import Civilities
from generator.runs.campaigns.new import STARTER
from tests.cases import cases
from tests.edits import packed
from tests.inspection.spoiling import Spoiled, control, paragraph, run


def said(shipped: Sources, *paragraphs: str, letter: str = "") -> list[str]:
    """Return the messages about a template with these paragraphs, or about a message to communes."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    letters = {"courriel.txt": letter.encode()} if letter else {}
    found = list(
        Literals(shipped.participants, shipped.campaign).in_templates({"convention.docx": packed(document)}, letters)
    )
    assert {problem.level for problem in found} <= {"warning"}
    told = [(problem.message.partition(" (près")[0], problem.message.rpartition(")")[2]) for problem in found]
    return [f"{words}{many} → {problem.remedy}" for (words, many), problem in zip(told, found, strict=True)]


@cases(
    "paragraph, message, remedy",
    ("La commune de [Wallers] s’engage.", "« [Wallers] » : ces crochets", "{{ convention.fait_a }}"),
    ("Le service de [nom du service].", "« [nom du service] » : ces crochets", "zone à compléter"),
    ("La Ville d'Haveluy s’engage.", "« Ville d’Haveluy » (le nom d’une commune)", "{{ commune.nom }}"),
    ("Le conseil municipal de La\u00a0Sentinelle.", "« conseil municipal de La Sentinelle »", "{{ commune|de }}"),
    ("M. Jean-Paul RYCKELYNCK, maire.", "« Jean-Paul RYCKELYNCK » (le nom d’un maire)", "{{ commune.nom_maire }}"),
    ("Madame RYCKELYNCK.", "« RYCKELYNCK » (le nom d’un maire)", "{{ commune.nom_maire }}"),
    ("Convention n° MED_NUM\u20112025\u2011017.", "« MED_NUM-2025-017 » (le numéro", "{{ numero }}"),
    ("Jusqu’au 30 juin 2026.", "« 30 juin 2026 » (le terme", "{{ convention.terme|date_longue }}"),
    ("La commune de «nom_commune».", "« «nom_commune» » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune de <<Nom>>.", "« <<Nom>> » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune de %nom%.", "« %nom% » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune de $nom_commune.", "« $nom_commune » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune de <?= $nom ?>.", "« <?= $nom ?> » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune de << commune.nom >>.", "« << commune.nom >> » est d’un autre", "{{ … }} pour une valeur"),
    ("La commune de +++nom+++.", "« +++nom+++ » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune de #nom#.", "« #nom# » est d’un autre outil", "{{ … }} pour une valeur"),
    ("Le <b>conseil.", "« <b> » est d’un autre outil", "{{ … }} pour une valeur"),
    ("La commune commune.nom.", "« commune.nom » est le nom d’une valeur", "doubles accolades"),
    ("Voir l’article Erreur\u00a0! Signet non défini.", "« Erreur ! Signet non défini » est ce", "ce qu’il devait"),
    ("Soit #VALEUR! euros.", "« #VALEUR! » est ce qu’un programme montre", "ce qu’il devait"),
    ("Cliquez ou appuyez ici pour entrer une date.", "« Cliquez ou appuyez ici pour", "zone à compléter"),
    ("Signée le xx/xx/2025.", "« xx/xx/2025 » est un texte d’attente", "zone à compléter"),
    ("Le lieu est A PRECISER.", "« A PRECISER » est la marque d’un brouillon", "le texte définitif"),
    ("Le montant est A RENSEIGNER.", "« A RENSEIGNER » est la marque d’un brouillon", "le texte définitif"),
    ("Un loyer de XX euros.", "« XX euros » est la marque d’un brouillon", "le texte définitif"),
    ("Signée le jj/mm/aaaa.", "« jj/mm/aaaa » est la marque d’un brouillon", "le texte définitif"),
    ("La commune de ..........,", "« commune de .......... » est un blanc à remplir", "écrivez une balise"),
    ("Représentée par …………… ;", "« Représentée par …………… » est un blanc à remplir", "écrivez une balise"),
    ("Soit ______ euros.", "« ______ euros » est un blanc à remplir à la main", "écrivez une balise"),
    ("La commune, (nom de la commune).", "« (nom de la commune) » est un blanc", "écrivez une balise"),
    ("M. ou Mme le Maire.", "« M. ou Mme » laisse le choix entre deux personnes", "{{ signataire.civilite }}"),
    ("Monsieur/Madame le Maire.", "« Monsieur/Madame » laisse le choix", "{{ signataire.civilite }}"),
    ("Monsieur (ou Madame) le Maire.", "« Monsieur (ou Madame) » laisse le choix", "{{ signataire.civilite }}"),
    ("signé par le (la) Maire.", "« le (la) Maire » laisse le choix", "{{ signataire.civilite }}"),
    ("signé par le(la) Maire.", "« le(la) Maire » laisse le choix", "{{ signataire.civilite }}"),
    ("dûment habilité·e à signer.", "« habilité·e » laisse le choix", "|accord(signataire.civilite)"),
    ("(1) Rayer la mention inutile.", "« Rayer la mention inutile » est la marque", "le texte définitif"),
    ("dûment habilité(e) à signer.", "« habilité(e) » laisse le choix", "|accord(signataire.civilite)"),
    ("son/sa Président,", "« son/sa Président » laisse le choix", "|accord(signataire.civilite)"),
    ("Une salle de ??? personnes.", "« ??? » est la marque d’un brouillon", "le texte définitif"),
    ("Ouvert [….] heures.", "« [….] » est un blanc à remplir", "écrivez une balise"),
    ("Ouvert [...] jours par an.", "« [...] » est un blanc à remplir", "écrivez une balise"),
    ("Un seuil, … %, est fixé.", "« … % » est un blanc à remplir", "écrivez une balise"),
    ("La commune de … (Nord).", "« commune de … » est un blanc à remplir", "écrivez une balise"),
    ("La communauté de communes ..., dont le siège", "« communes ... » est un blanc", "écrivez une balise"),
    ("Fait à ________, le ________.", "« Fait à ________ » est un blanc à remplir", "écrivez une balise"),
    ("INSEE : ……", "« INSEE : …… » est un blanc à remplir", "écrivez une balise"),
    ("signée par NOM DU MAIRE, maire", "« NOM DU MAIRE » est la marque d’un brouillon", "une balise"),
    ("un délai (à définir) de réponse", "« (à définir) » est la marque d’un brouillon", "une balise"),
    ("Un service (préciser lequel) de la commune.", "« (préciser lequel) » est la marque", "une balise"),
    ("Article 3 (à supprimer si sans objet)", "« (à supprimer si sans objet) » est la marque", "une balise"),
    ("Une surface de xx m².", "« xx m² » est la marque d’un brouillon", "une balise"),
    ("*** insérer la carte ***", "« *** » est la marque d’un brouillon", "une balise"),
    ("agissant par délibération en date du , ci-après", "« en date du » est un blanc à remplir", "une balise"),
    ("Monsieur (Madame) le Maire.", "« Monsieur (Madame) » laisse le choix", "{{ signataire.civilite }}"),
    ("Montant : à compléter.", "« à compléter » est la marque d’un brouillon", "une balise"),
    ("délibération n° 2025-XX du Conseil", "« 2025-XX » est la marque d’un brouillon", "une balise"),
    ("Tél. : 03 XX XX XX XX", "« XX XX XX XX » est la marque d’un brouillon", "une balise"),
    ("gratuit / payant (barrer la mention inutile)", "« barrer la mention inutile » est la marque", "définitif"),
    ("Voir l’article ?? ci-dessus.", "« ?? » est la marque d’un brouillon", "le texte définitif"),
    ("Document de travail du 3 mars", "« Document de travail » est la marque d’un brouillon", "définitif"),
    ("la commune <nom de la commune>", "« <nom de la commune> » est d’un autre outil", "écrivez une balise"),
    ("le < date de signature >", "« < date de signature > » est d’un autre outil", "écrivez une balise"),
    ("Le 31 février 2026.", "« 31 février 2026 » n’est pas un jour du calendrier", "corrigez cette date"),
    (
        "Le lundi 1er janvier 2026.",
        "« lundi 1er janvier 2026 » n’est pas le jour",
        "écrivez jeudi 1er\u00a0janvier 2026",
    ),
    ("Le 1 janvier 2026.", "« 1 janvier 2026 » ne s’écrit pas ainsi", "écrivez 1er\u00a0janvier 2026"),
    ("% if creneau %", "« % if creneau % » est d’un autre outil", "{% … %} pour une condition"),
    ("Fait à Wallers, le 2 mai.", "« Fait à Wallers » (le nom", "{{ convention.fait_a }} pour le lieu"),
)
def test_a_value_of_the_data_that_is_written_is_told(
    shipped: Sources, paragraph: str, message: str, remedy: str
) -> None:
    """With the tag to write instead; however Word wrote spaces, hyphens and apostrophes."""
    (found,) = said(shipped, paragraph)
    assert found.startswith(message)
    assert remedy in found


@cases(
    "paragraph",
    "Leur bureau sera situé sur le site de Raismes.",  # a place, the same for all communes
    "CE, 12 mars 2010, Commune de Denain, n° 331122.",
    "La commune {{ commune|de }}{% if commune.nom == 'Wallers' %} […]{% endif %}, site de Wallers-Arenberg.",
    "Selon Robin, l’article [1] suffit.",
    "Le numéro {{ numero }} et {{ commune.nom_maire }}.",
    "Écrire à commune.nom@epci.fr ou voir www.commune.nom.fr, poste #12. Budget de 5 $ au titre XXX.",
    "Voir https://exemple.fr/page?x=1&y=??",
    "Une erreur\u00a0! L’article 5 < l’article 6 > l’article 4 ; « mot » et 20 % de la taxe.",
    "Fait le __/__/____ ………, à compléter par la commune.",
    "Les agents concerné(e)s, le(s) maire(s) ; délibération n° ………… du ______ ; Louis XX ; 20 euros et/ou 3 m².",
    "« Le conseil […] délibère » ; le rapporteur… Il délibère ; Titre XX du livre II, XXe siècle, n° XI, commune d’Y.",
    "« L’autorité […] fixe la durée … de la mise à disposition. » Le montant… est révisé.",
    "Délibération en date du {{ deliberation.date|date_longue }}, en date du ………… ; en date du 2 mai 2025.",
    "Les pièces à compléter par la commune ; jeudi 1er janvier 2026, le 29 février 2028, le 2 mai 2025.",
    "NOM DE LA COMMUNE : LIEU ; population < 3 500 ou > 500 ; Date : ________ Signature : ________",
    "Monsieur ou Madame le Préfet ; le/la secrétaire de séance ; le ou la maire ; Nom (en capitales) ........",
)
def test_places_rulings_and_tags_are_none(shipped: Sources, paragraph: str) -> None:
    """A name may be that of a place; what stands in a tag is a question, not a text."""
    assert said(shipped, paragraph) == []


@cases(
    "text, told",
    ("Le projet de territoire de La Porte du Hainaut 2024-2044.", "« territoire de La Porte du Hainaut »"),
    ("Le territoire d'Entre-Sambre-et-Deûle compte.", "« territoire d’Entre-Sambre-et-Deûle »"),
    ("Vu le conseil communautaire du Val de Mauve.", "« conseil communautaire du Val de Mauve »"),
    ("la communauté de communes des Monts et Vaux d'Ombre,", "« communauté de communes des Monts et Vaux d’Ombre »"),
    ("EPCI (SIREN 200\u00a0042\u00a0190)", "« SIREN 200 042 190 » : ce SIREN"),
    ("SIRET : 20004219000017", "« SIRET : 20004219000017 » : ce SIREN"),
    ("du conseil de Redon Agglomération n° CC_2024_112", "« Redon Agglomération »"),
    ("Grand Poitiers communauté urbaine et ses communes", "« Grand Poitiers communauté urbaine »"),
    ("la Métropole de Lyon", "« Métropole de Lyon »"),
    ("La Communauté d'Agglomération Val de Mauve Vaux (CAVMV)", "« Communauté d’Agglomération Val de Mauve Vaux »"),
    ("le siège de la CC Val de Mauve", "« CC Val de Mauve »"),
    ("devant le TA de LIMOGES", "« TA de LIMOGES » n’est pas celui des"),
    ("l'arrêté du préfet de la Haute-Vienne", "« préfet de la Haute-Vienne » : aucune commune"),
    ("arrondissement de Redon", "« arrondissement de Redon » : aucune commune"),
    ("ci-après dénommée « la CCVT »", "« CCVT » n’est pas le sigle de l’EPCI de la campagne (CCPC)"),
    ("devant le tribunal administratif de Rennes.", "« tribunal administratif de Rennes » n’est pas celui des"),
    ("transmise à la sous-préfecture de Redon", "« sous-préfecture de Redon » : aucune commune"),
    ("le Département d'Ille-et-Vilaine", "« Département d’Ille-et-Vilaine » : aucune commune"),
    ("sise 9 rue de la Poste, 35600 Redon", "« 35600 Redon » est dans un autre département"),
    ("Écrire à ads@ccvt.fr", "« ads@ccvt.fr » semble être l’adresse"),
    ("voir www.vallons-agglomeration.fr", "« www.vallons-agglomeration.fr » semble être"),
    ("la Communauté, représentée par son président, Jean-Paul RYCKELYN,", "« Jean-Paul RYCKELYN » est écrit tel"),
    ("la Commune, représentée par Madame RYCKELYN, Maire,", "« RYCKELYN » est écrit tel"),
    ("Le Président du Val de Mauve, M. RYCKELYN, est chargé", "« RYCKELYN » est écrit tel"),
    ("le territoire de la Pévèle", None),
    ("la CAO, la CAF du Nord, la CCI ; la CCPC ; devant le tribunal administratif de Lille", None),
    ("la sous-préfecture de Valenciennes, la préfecture du Nord, la préfecture de Région Bretagne", None),
    ("CS 62039, 59014 Lille ; 35600 EUR ; n° 35600 Redon ; ads@pevelecarembault-agglo.fr, dpo@cdg35.fr", None),
    ("TA de Rennes, 3 mars 2020, n° 1901234 ; le Département du Nord et la Région Bretagne ; le préfet du Nord", None),
    ("le tribunal administratif, 3 contour de la Motte, 35044 Rennes", None),
    ("représentée par son président, M. Robin, ou par M. Robin, Président", None),
    ("la Région Bretagne, représentée par son président, Jean-Paul RYCKELYN,", None),
    ("représentée par {{ commune.appel_maire }} ; M. le Président ; le Président, M. {{ numero }}", None),
    ("représenté par son Maire, Monsieur {{ commune.prenom_maire }}", None),
    ("le territoire de Pévèle Carembault, du Nord, de la République, de la Commune, de Thumeries", None),
    ("le territoire national, la communauté de communes, le territoire {{ epci.nom|de }} Ensuite", None),
    ("CE, 3 février 2012, Communauté d'agglomération d'Annecy, n° 353737 ; CAA, Communauté urbaine de Brest", None),
    ("SIREN n° 200 041 960 ; SIREN {{ epci.siren }} ; tél. 03 27 09 00 93 ; SIREN : 123 456", None),
)
def test_another_epci_is_told(shipped: Sources, text: str, told: str | None) -> None:
    """Its name after what only a grouping has, its SIREN: the templates were taken over; its own are none."""
    epci = replace(
        shipped.campaign.epci,
        nom="Communauté de communes Pévèle Carembault",
        nom_court="Pévèle Carembault",
        sigle="CCPC",
        siren="200041960",
    )
    thumeries = replace(shipped.participants[0], nom="Thumeries")
    sources = replace(shipped, campaign=replace(shipped.campaign, epci=epci))
    document = docx.Document()
    document.add_paragraph(text)
    found = list(Literals((thumeries,), sources.campaign).in_templates({"note.docx": packed(document)}, {}))
    assert [problem.message.partition(" (près")[0][: len(told or "")] for problem in found] == ([told] if told else [])


def test_each_value_is_told_once_a_file(shipped: Sources) -> None:
    """With the number of its places; messages to communes are read too, by line."""
    (found,) = said(shipped, "La commune d’Haveluy.", "La commune d’Haveluy.")
    assert "données ; 2 fois dans ce modèle" in found
    assert len(said(shipped, letter="Objet : Convention\n\nLa mairie de Denain [à voir].\n")) == 2


def test_the_shipped_templates_say_none(shipped: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do the messages: the zones that a commune completes are in brackets, and are no fault.

    Where nothing else is named than what is the campaign's own, the 35 000 names of communes are not read.
    """
    asked: list[str] = []
    monkeypatch.setattr(otherepci, "is_official", asked.append)
    templates = {piece.template.name: shipped.templates[piece.kind] for piece in shipped.campaign.templated}
    found = Literals(shipped.participants, shipped.campaign).in_templates(templates, shipped.letters)
    assert [problem.message for problem in found] == []
    assert asked == []


def test_what_waits_in_a_zone_is_none(shipped: Sources) -> None:
    """Word shows it until the commune has written there; what comes from another tool is told all the same."""
    for text, told in (("Cliquez ici pour entrer une date.", 0), ("xx/xx/2025", 0), ("[date]", 0), ("«date»", 1)):
        spoiled = Spoiled("planning").after("Révision du planning", paragraph(run("Le "), control(run(text), "date.x")))
        literals = Literals(shipped.participants, shipped.campaign)
        assert len(list(literals.in_templates({"planning.docx": spoiled.bytes()}, {}))) == told


@cases(
    "nom, sigle, told",
    ("Syndicat mixte d’Essai", "SME", ["« La Syndicat mixte d’Essai »", "« la SME »"]),
    ("Eurométropole d’Essai", "EME", ["« La Eurométropole d’Essai »", "« la EME »"]),
    ("Communauté de communes d’Essai", "CCE", []),
    ("Bordeaux Métropole", "BM", ["« La Bordeaux Métropole »"]),
    ("Le Syndicat d’Essai", "SME", ["« La Le Syndicat d’Essai »"]),
    ("Métropole d’Essai", "ME", []),
    ("Établissement public territorial d’Essai", "EPT 1", ["« La Établissement public", "« la EPT 1 »"]),
)
def test_the_article_of_the_epci_is_told_when_it_is_another(
    shipped: Sources, nom: str, sigle: str, told: list[str]
) -> None:
    """« La Syndicat », « la EME » would be printed: the templates were written for a communauté."""
    epci = replace(shipped.campaign.epci, nom=nom, sigle=sigle)
    sources = replace(shipped, campaign=replace(shipped.campaign, epci=epci))
    found = said(sources, "La {{ epci.nom }} s’engage.", "Ci-après « la\u00a0{{ epci.sigle }} ».")
    printed = [message.partition("s’imprimerait ")[2].partition(" →")[0] for message in found]
    assert len(printed) == len(told)
    assert all(words.startswith(start) for words, start in zip(printed, told, strict=True))


def test_a_name_that_has_its_article_is_contracted(shipped: Sources) -> None:
    """« du Havre », by the filter: « de Le Havre » would be printed."""
    epci = replace(shipped.campaign.epci, nom="Le Havre Seine Métropole")
    sources = replace(shipped, campaign=replace(shipped.campaign, epci=epci))
    (found,) = said(sources, "Le bureau de {{ epci.nom }}.")
    assert "s’imprimerait « de Le Havre Seine Métropole »" in found
    assert "écrivez « {{ epci.nom|de }} », sans « de »" in found


@cases(
    "organe, told",
    ("Bureau communautaire", []),
    ("commission permanente", ["« du commission permanente »", "« Du commission permanente »"]),
    ("assemblée plénière", ["« du assemblée plénière »", "« Du assemblée plénière »"]),
    ("Instance", []),  # its article is not known
)
def test_the_article_of_the_body_that_decides_is_told_when_it_is_another(
    shipped: Sources, organe: str, told: list[str]
) -> None:
    """That of the avenants' deliberation is taken for the same, as long as none is taken."""
    epci = replace(shipped.campaign.epci, deliberation=replace(shipped.campaign.epci.deliberation, organe=organe))
    sources = replace(shipped, campaign=replace(shipped.campaign, epci=epci))
    written = ("du {{ epci.deliberation.organe }}", "Du {{ avenant.deliberation_epci.organe }}")
    found = said(sources, *written)
    assert [message.partition("s’imprimerait ")[2].partition(" →")[0] for message in found] == told
    assert all("organe|de" in message for message in found)


def test_the_shipped_and_the_new_templates_follow_the_body_that_decides(shipped: Sources) -> None:
    """« de la commission permanente » as « du Bureau »: none writes the article itself."""
    own = replace(shipped.campaign.epci.deliberation, organe="commission permanente")
    campaign = replace(shipped.campaign, epci=replace(shipped.campaign.epci, deliberation=own))
    for folder in (shipped.campaign.folder, STARTER):
        templates = {path.name: path.read_bytes() for path in sorted(folder.glob("*.docx"))}
        found = Literals(shipped.participants, campaign).in_templates(templates, {})
        assert [problem.message for problem in found if "organe" in problem.message] == []


@cases(
    "text, message, remedy",
    ("Le maire de {{ commune.nom }}", "s’imprimerait « de Abscon »", "écrivez « {{ commune|de }} », sans « de »"),
    ("le maire d'{{ commune.nom }}", "s’imprimerait « d’Bellaing »", "écrivez « {{ commune|de }} », sans « d’ »"),
    ("COMMUNE DE {{ commune.nom|majuscules }}", "s’imprimerait « DE Abscon »", "« {{ commune|de|majuscules }} »"),
    ("La {{ epci.nom_court }}", "s’imprimerait « La La Porte", "écrivez « {{ epci.nom_court|le|capitale }} »"),
    ("celle de {{ fin.ancienne.nom }}", "s’imprimerait « de Abscon »", "écrivez « {{ fin.ancienne|de }} »"),
    ("La commune de {{ commune|de }}", "le filtre « de » écrit déjà le mot", "« {{ commune|de }} », sans « de »"),
    ("du\u00a0{{ commune|de|majuscules }}", "le filtre « de » écrit déjà", "« {{ commune|de }} », sans « du »"),
    ("à {{ commune|a }}", "le filtre « a » écrit déjà le mot", "« {{ commune|a }} », sans « à »"),
    ("de {{ commune|le }}", "le filtre « le » écrit déjà le mot", "« {{ commune|de }} », sans « de »"),
    ("du {{ commune.departement|du_departement }}", "« du_departement » écrit déjà", "sans « du »"),
    ("{{ commune.departement|de }}", "s’imprimerait « de Nord »", "écrivez {{ commune.departement|du_departement }}"),
    ("de {{ commune.departement }}", "s’imprimerait « de Nord »", "{{ commune.departement|du_departement }}"),
    ("statuts de {{ epci.nom }}", "s’imprimerait « de Communauté", "écrivez « {{ epci.nom|de }} », sans « de »"),
    ("au {{ epci.sigle }}", "s’imprimerait « au CAPH »", "écrivez « {{ epci.sigle|a }} », sans « au »"),
    ("entre {{ epci.nom }} et la commune", "« entre Communauté d’Agglomération", "écrivez {{ epci.nom|le }}"),
    ("{{ epci.sigle }} s’engage", "s’imprimerait « CAPH », sans article", "écrivez {{ epci.sigle|le|capitale }}"),
    ("la {{ epci.nom_court }}", "s’imprimerait « la La Porte du Hainaut »", "écrivez « {{ epci.nom_court|le }} »"),
    ("au {{ epci.nom_court }}", "s’imprimerait « au La Porte", "écrivez « {{ epci.nom_court|a }} », sans « au »"),
    (
        "{% if avenant %}Vu, le{% else %}Le{% endif %} {{ epci.nom }}",
        "s’imprimerait « le Communauté",
        "« {{ epci.nom|le }} »",
    ),
    (
        "{% if avenant %}de {% else %}du {% endif %}{{ epci.nom }}",
        "s’imprimerait « de Communauté",
        "« {{ epci.nom|de }} »",
    ),
    ("de la {{ epci.deliberation.organe }}", "« de la Bureau", "« {{ epci.deliberation.organe|de }} », sans « de la »"),
    ("la {{ epci.deliberation.organe }}", "« la Bureau communautaire »", "« {{ epci.deliberation.organe|le }} »"),
)
def test_a_word_that_its_tag_does_not_follow_is_told(shipped: Sources, text: str, message: str, remedy: str) -> None:
    """« de Abscon », « de d’Haveluy » would be printed: the filters exist to write the word with the name."""
    (found,) = said(shipped, f"{text} …")
    assert message in found
    assert remedy in found


@cases(
    "text",
    "La Ville {{ commune|de }}, {{ commune|a }}, {{ commune|le }}, au lieu de {{ creneau.lieu }}",
    "du {{ commune.departement }}, au titre de {{ convention.objet }}, le {{ convention.terme|date_longue }}",
    "entre {{ epci.nom_court }} et nous",
    "{{ epci.nom_court }} s’engage ; {{ epci.nom }} – Planning",
    "de la {{ epci.nom }}, à la {{ epci.sigle }}, La {{ epci.nom }}, de {{ epci.nom_court }}, là {{ numero }}",
    "du {{ epci.deliberation.organe }}, en {{ epci.deliberation.organe }}",
    "{{ avenant.deliberation_epci.organe|de }}",
    "{% if avenant %}Vu, la{% else %}La{% endif %} {{ epci.nom }}",
    '{% if commune.nom.startswith("A") %}d’{% else %}de {% endif %}{{ commune.nom }}',
    "à {{ commune.nom }}",  # no name of these begins with « Le »
    "code {{ commune.nom }}, {{ commune.code_postal }} {{ commune.nom }}, de la part du {{ epci.president.titre }}",
)
def test_a_word_that_its_tag_follows_is_none(shipped: Sources, text: str) -> None:
    """What the data print is right, or the tag says a plain text."""
    assert said(shipped, text) == []


def test_the_name_without_its_type_is_told_where_the_word_before_it_differs(shipped: Sources) -> None:
    """The first letter does not tell: « d’Hérin », but « de Hoymille » (INSEE, TNCC 0)."""
    text = "maire {{ commune.nom|de }}, {{ commune.nom|a }}"
    assert said(shipped, text) == []
    hoymille = replace(shipped.participants[0], nom="Hoymille", tncc=0)
    found = list(Articles([hoymille], shipped.campaign).wrong(text))
    assert [one[1:3] for one in found] == [
        ("« {{ commune.nom|de }} » s’imprimerait « d’Hoymille »", "écrivez {{ commune|de }}")
    ]


def test_a_word_is_right_or_wrong_by_the_names_of_the_campaign(shipped: Sources) -> None:
    """« de Wallers » is right where all names are like it, « à Le Quesnoy » nowhere."""
    alike = [one for one in shipped.participants if one.nom in ("Wallers", "Denain")]
    text = "maire de {{ commune.nom }}, à {{ commune.nom }}"
    assert list(Articles(alike, shipped.campaign).wrong(text)) == []
    masculine = [replace(alike[0], nom="Le Quesnoy", tncc=2)]
    found = Articles(masculine, shipped.campaign).wrong(text)
    assert [message.partition("s’imprimerait ")[2] for _, message, _, _ in found] == [
        "« de Le Quesnoy »",
        "« à Le Quesnoy »",
    ]


@cases(
    "text, words, remedy",
    ("par Monsieur {{ signataire.prenom }} {{ signataire.nom }}", "Monsieur {{ signataire.prenom }}", "civilite }}"),
    ("M. {{ commune.nom_maire }}, maire", "M. {{ commune.nom_maire }}", "{{ commune.civilite_maire }} {{ comm"),
    ("AUTORISE Monsieur le Maire à signer", "Monsieur le Maire", "{{ commune.appel_maire }}"),
    ("{{ signataire.nom }}, Maire, dûment autorisé par", "autorisé", '{{ "autorisé"|accord(signataire.civilite) }}'),
)
def test_what_suits_a_man_is_told_where_a_mayor_is_a_woman(
    shipped: Sources, text: str, words: str, remedy: str
) -> None:
    """And the other way round; where all mayors are alike nothing is wrong, nor where the civility is asked."""
    (found,) = said(shipped, text)
    assert found.startswith(f"« {words} » s’imprimerait aussi pour Madame ")
    assert remedy in found
    men = [one for one in shipped.participants if one.civilite_maire == "Monsieur"]
    assert list(Civilities(men).wrong(text)) == []
    assert said(shipped, f'{{% if signataire.civilite == "Monsieur" %}}{text}{{% endif %}}') == []


def test_another_commune_as_a_party_is_told(shipped: Sources) -> None:
    """The template of another EPCI names one of its own; a ruling's party is none, nor a word that is no commune."""
    found = said(
        shipped, "La commune de Sangatte met à disposition", "Fait à Longuenesse, le", "la commune de Montjoye,"
    )
    assert [one.partition(" »")[0] for one in found] == ["« commune de Sangatte", "« Fait à Longuenesse"]
    assert "{{ convention.fait_a|a }}" in found[1]
    assert said(shipped, "CE, 13 octobre 2004, Commune de Montélimar, n° 254007 ; la mairie de la Commune") == []
