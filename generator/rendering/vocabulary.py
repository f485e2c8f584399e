"""The variables of templates, each with what it means to whoever writes a template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that templates can name; ``[]`` marks the items of a list. ``optional`` values can be empty."""

    name: str
    meaning: str
    optional: bool = False


def perhaps(name: str, meaning: str) -> Variable:
    """Return a variable that can be empty."""
    return Variable(name, meaning, optional=True)


def _told_of(deliberation: str) -> tuple[Variable, ...]:
    """Return what is told of a deliberation of the council, under one of its names."""
    return (
        Variable(f"{deliberation}.numero", "son numéro"),
        Variable(f"{deliberation}.date", "sa date ; s’emploie avec date_longue"),
        perhaps(f"{deliberation}.transmise_le", "date de sa transmission ; s’emploie avec date_longue"),
        perhaps(f"{deliberation}.publiee_le", "date de sa publication ; s’emploie avec date_longue"),
        perhaps(f"{deliberation}.executoire_le", "date où elle est exécutoire ; s’emploie avec date_longue"),
        Variable(f"{deliberation}.autorise_avenants", "vrai si elle autorise les avenants sans incidence financière"),
        perhaps(f"{deliberation}.avenants_autorises", "les avenants qu’elle autorise, dans ses propres mots"),
        Variable(f"{deliberation}.avenants_inconnus", "vrai si l’on n’a jamais lu si elle en autorise"),
        Variable(f"{deliberation}.retiree", "vrai si elle a été retirée ou annulée depuis la signature"),
    )


def _told_of_epci_act(deliberation: str) -> tuple[Variable, ...]:
    """Return what is told of a deliberation of the EPCI besides its number, under one of its names."""
    return (
        Variable(f"{deliberation}.date", "sa date ; s’emploie avec date_longue"),
        Variable(f"{deliberation}.organe", "l’organe qui l’a prise ; s’emploie avec de"),
        Variable(
            f"{deliberation}.acte",
            "« délibération », ou « décision » si l’organe est le Président ou un vice-président",
        ),
        Variable(f"{deliberation}.prise", "« adoptée en » et l’organe, ou « prise par le Président »"),
        perhaps(f"{deliberation}.transmise", "date de sa transmission ; s’emploie avec date_longue"),
        perhaps(f"{deliberation}.publiee", "date de sa publication ; s’emploie avec date_longue"),
    )


def _told_of_slot(slot: str) -> tuple[Variable, ...]:
    """Return what is told of a slot, under one of its names."""
    return (
        Variable(f"{slot}.mediateur", "nom du médiateur"),
        Variable(f"{slot}.semaine", "semaine du mois ; s’emploie avec ordinal"),
        Variable(f"{slot}.jour", "jour de la semaine"),
        Variable(f"{slot}.demi_journee", "matin ou après-midi"),
        Variable(f"{slot}.lieu", "lieu de la permanence"),
    )


VARIABLES: tuple[Variable, ...] = (
    Variable("numero", "numéro du dossier, donné une fois pour toutes"),
    Variable("commune", "la commune ; s’emploie avec de, a ou le"),
    Variable("commune.insee", "code INSEE"),
    Variable("commune.siren", "numéro SIREN"),
    Variable("commune.nom", "nom officiel, avec son article"),
    Variable("commune.tncc", "code INSEE de l’article du nom (0 à 8)"),
    Variable("commune.qualite", "Commune ou Ville"),
    perhaps("commune.code_postal", "code postal"),
    perhaps("commune.departement", "département ; s’emploie avec du_departement"),
    perhaps("commune.arrondissement", "arrondissement"),
    Variable("commune.population_municipale", "population municipale"),
    perhaps("commune.population_totale", "population totale"),
    perhaps("commune.population_conseil", "population municipale au dernier renouvellement du conseil"),
    perhaps("commune.adresse_mairie", "adresse de la mairie"),
    perhaps("commune.courriel", "courriel de la mairie"),
    perhaps("commune.telephone", "téléphone de la mairie ; s’emploie avec telephone"),
    Variable("commune.civilite_maire", "Monsieur ou Madame"),
    Variable("commune.prenom_maire", "prénom du maire"),
    Variable("commune.nom_maire", "nom du maire"),
    Variable("commune.titre_maire", "titre imprimé sous la signature"),
    Variable("commune.le_maire", "« Le Maire » ou « La Maire », comme avant une signature"),
    Variable("commune.appel_maire", "« Monsieur le Maire », « Madame la Maire » ou « Madame le Maire »"),
    Variable(
        "commune.appel", "comment s’ouvre une lettre : l’appel du maire, ou « Madame, Monsieur » s’il est le Président"
    ),
    perhaps("commune.destinataire", "le maire, à qui l’on écrit ; vide s’il est aussi le Président"),
    Variable(
        "commune.prefecture", "où vont ses actes : « sous-préfecture de Valenciennes », « préfecture du Nord » à Lille"
    ),
    perhaps("commune.maire_depuis", "date d’élection du maire ; s’emploie avec date_longue"),
    perhaps("commune.mediateur", "repère du médiateur dans campaign.toml"),
    perhaps("commune.semaine", "semaine du créneau dans le mois (1 à 4)"),
    perhaps("commune.jour", "jour du créneau"),
    perhaps("commune.demi_journee", "matin ou après-midi"),
    perhaps("commune.lieu", "lieu du créneau"),
    Variable("epci.nom", "nom complet de l’EPCI"),
    Variable("epci.nom_court", "nom usuel de l’EPCI"),
    Variable("epci.sigle", "sigle de l’EPCI ; ses filtres ont l’article du nom : {{ epci.sigle|de }}"),
    Variable("epci.siren", "SIREN de l’EPCI"),
    Variable("epci.siege", "adresse du siège"),
    perhaps(
        "epci.fondement",
        "les articles du CGCT sur ses prestations aux communes, selon sa catégorie (communauté de communes, "
        "d’agglomération ou urbaine, métropole), que dit son nom complet ; vide pour une autre",
    ),
    Variable("epci.genre", "« m » ou « f », avec quoi s’accordent les mots sur l’EPCI : un syndicat, une communauté"),
    Variable("epci.president.civilite", "Monsieur ou Madame"),
    Variable("epci.president.prenom", "prénom du Président"),
    Variable("epci.president.nom", "nom du Président"),
    Variable("epci.president.titre", "Président ou Présidente"),
    Variable("epci.signataire.civilite", "civilité de qui signe cet acte pour l’EPCI : Monsieur ou Madame"),
    Variable("epci.signataire.prenom", "prénom de qui signe pour l’EPCI, le Président ou un autre"),
    Variable("epci.signataire.nom", "nom de qui signe pour l’EPCI"),
    Variable("epci.signataire.titre", "titre imprimé sous la signature"),
    perhaps("epci.signataire.deliberation", "la délibération qui l’a élu ou désigné, telle qu’écrite"),
    perhaps("epci.signataire.arrete", "l’arrêté qui lui donne délégation, tel qu’écrit"),
    Variable("epci.deliberation.numero", "numéro de la délibération qui autorise le Président à signer"),
    *_told_of_epci_act("epci.deliberation"),
    perhaps(
        "signataire", "qui signe pour la commune ; vide tant que le conseil ne l’a pas désigné, s’il doit le faire"
    ),
    Variable("signataire.civilite", "Monsieur ou Madame"),
    Variable("signataire.prenom", "son prénom"),
    Variable("signataire.nom", "son nom"),
    Variable("signataire.titre", "titre imprimé sous la signature"),
    perhaps(
        "signataire.arrete", "l’arrêté du maire qui lui donne délégation, tel qu’écrit ; vide quand le maire signe"
    ),
    Variable("convention.titre", "titre de la convention, sans les parties"),
    Variable("convention.objet", "objet, en quelques mots"),
    Variable("convention.reference", "référence imprimée en pied de page"),
    Variable("convention.terme", "date de fin ; s’emploie avec date_longue"),
    Variable("convention.reconduction.duree_mois", "durée d’une période reconduite, en mois ; 0 sans reconduction"),
    Variable("convention.reconduction.preavis_mois", "préavis d’une dénonciation, en mois"),
    perhaps("convention.reconduction.maximum", "nombre maximal de reconductions"),
    perhaps(
        "convention.succede_a",
        "numéro et date de l’acte signé auquel elle succède (colonne succede_a), après « convention n° »",
    ),
    Variable("convention.fait_a", "lieu de signature"),
    Variable("convention.originaux", "nombre d’originaux ; s’emploie avec lettres"),
    perhaps("deliberation", "la délibération de la commune ; vide tant qu’elle n’est pas revenue"),
    *_told_of("deliberation"),
    Variable(
        "conseil.delai_convocation", "jours francs de convocation du conseil municipal : 3, ou 5 dès 3 500 habitants"
    ),
    Variable(
        "conseil.note_de_synthese",
        "vrai si une note explicative accompagne la convocation : dès 3 500 habitants ; s’emploie avec if",
    ),
    Variable(
        "conseil.publication_electronique",
        "vrai si les actes sont publiés sous forme électronique : dès 3 500 habitants ; s’emploie avec if",
    ),
    Variable(
        "conseil.a_designer",
        "vrai si le maire est le Président : le conseil désigne qui signe pour la commune ; s’emploie avec if",
    ),
    Variable(
        "conseil.droit_local",
        "vrai en Moselle, dans le Bas-Rhin et dans le Haut-Rhin, où des articles du code diffèrent ; s’emploie avec if",
    ),
    perhaps("creneau", "le créneau mensuel ; vide tant qu’il n’est pas fixé"),
    *_told_of_slot("creneau"),
    perhaps("planning", "le planning ; vide dans une campagne sans planning"),
    Variable("planning.debut", "premier jour ; s’emploie avec date_longue"),
    Variable("planning.fin", "dernier jour ; s’emploie avec date_longue"),
    perhaps("planning.accueil_debut", "début de l’accueil sans rendez-vous ; s’emploie avec heure"),
    perhaps("planning.accueil_fin", "fin de l’accueil ; s’emploie avec heure"),
    perhaps("planning.rendez_vous_debut", "début des rendez-vous ; s’emploie avec heure"),
    perhaps("planning.rendez_vous_fin", "fin des rendez-vous ; s’emploie avec heure"),
    Variable("planning.demi_journees", "ce que [planning] offre : « Les mardis et jeudis après-midi ainsi que les… »"),
    Variable("planning.seances", "les dates, à parcourir avec for"),
    Variable("planning.seances[].date", "la date ; s’emploie avec date_jour"),
    perhaps("planning.seances[].ferie", "nom du jour férié, s’il y en a un ce jour-là"),
    perhaps("avenant", "l’avenant ; vide dans les documents de la convention"),
    Variable("avenant.rang", "son rang : 1 pour le premier avenant de la commune"),
    Variable("avenant.date_effet", "date d’effet ; s’emploie avec date_longue"),
    perhaps("avenant.motif", "motif de la modification"),
    Variable("avenant.incidence_financiere", "vrai si l’avenant a une incidence financière ; s’emploie avec if"),
    perhaps("avenant.finances", "ce qu’il coûte, à qui et quand, s’il coûte quelque chose"),
    Variable("avenant.finances.montant", "montant en euros, « 1 200 € »"),
    Variable("avenant.finances.periodicite", "unique, mensuelle, trimestrielle, semestrielle ou annuelle"),
    Variable("avenant.finances.imputation", "ligne du budget de qui paie"),
    perhaps(
        "avenant.finances.payeur",
        "commune ou epci : qui verse le montant à l’autre ; vide si un article le dit, ou rien",
    ),
    Variable("avenant.finances.rythme", "« en une seule fois », « chaque mois », « chaque année »…"),
    perhaps(
        "avenant.finances.a_compter_du",
        "date à compter de laquelle le montant est exigible ; s’emploie avec date_longue ; vide : à la prise d’effet",
    ),
    Variable("avenant.deliberation_propre", "vrai si le conseil délibère sur cet avenant ; s’emploie avec if"),
    Variable("avenant.rectification", "vrai si l’avenant rectifie une erreur matérielle ; s’emploie avec if"),
    perhaps("avenant.deliberation_epci", "la délibération de l’EPCI sur cet avenant, s’il y en a une"),
    Variable("avenant.deliberation_epci.numero", "son numéro"),
    *_told_of_epci_act("avenant.deliberation_epci"),
    perhaps("avenant.terme_ancien", "le terme remplacé ; s’emploie avec date_longue"),
    perhaps("avenant.terme", "le nouveau terme, s’il change ; s’emploie avec date_longue"),
    Variable("avenant.articles", "les articles qui changent, à parcourir avec for"),
    Variable("avenant.articles[].label", "numéro de l’article, « 1er » compris"),
    perhaps("avenant.articles[].intitule", "intitulé de l’article"),
    perhaps("avenant.articles[].motif", "motif, s’il diffère de celui de l’avenant"),
    Variable("avenant.articles[].modifications", "les petits changements, un par phrase ; vide pour un article récrit"),
    Variable("avenant.articles[].modifications[].texte", "la phrase, sans point"),
    Variable("avenant.articles[].modifications[].alineas", "alinéas qu’elle insère, à parcourir avec for"),
    Variable("avenant.articles[].modifications[].alineas[].texte", "texte de l’alinéa"),
    Variable("avenant.articles[].modifications[].alineas[].niveau", "0 pour un paragraphe, 1 ou 2 pour une liste"),
    Variable("avenant.articles[].ancien", "alinéas de l’ancienne rédaction, à parcourir avec for"),
    Variable("avenant.articles[].ancien[].texte", "texte de l’alinéa"),
    Variable("avenant.articles[].ancien[].niveau", "0 pour un paragraphe, 1 ou 2 pour une liste"),
    Variable("avenant.articles[].nouveau", "alinéas de la nouvelle rédaction, à parcourir avec for"),
    Variable("avenant.articles[].nouveau[].texte", "texte de l’alinéa"),
    Variable("avenant.articles[].nouveau[].niveau", "0 pour un paragraphe, 1 ou 2 pour une liste"),
    perhaps("avenant.creneau_ancien", "le créneau remplacé, s’il y en avait un"),
    *_told_of_slot("avenant.creneau_ancien"),
    perhaps("avenant.creneau_nouveau", "le nouveau créneau, s’il change"),
    *_told_of_slot("avenant.creneau_nouveau"),
    perhaps("base", "la convention signée que l’avenant modifie ; vide dans ses propres documents"),
    Variable("base.numero", "numéro de la convention"),
    Variable("base.signee_le", "date de sa signature ; s’emploie avec date_longue"),
    Variable("base.notifiee_le", "date de sa notification ; s’emploie avec date_longue"),
    Variable("base.terme_initial", "le terme qu’elle dit ; s’emploie avec date_longue"),
    Variable("base.terme", "le terme en vigueur à la date d’effet de l’avenant ; s’emploie avec date_longue"),
    Variable("base.reconduite", "vrai si sa reconduction jusqu’à ce terme est enregistrée ; s’emploie avec if"),
    Variable("base.sous_reserve", "vrai si ce terme suppose une reconduction à venir ; s’emploie avec if"),
    perhaps("base.ancienne", "la commune qui l’a signée, après une fusion ; s’emploie avec de"),
    Variable("base.ancienne.nom", "son nom officiel, avec son article"),
    Variable("base.ancienne.tncc", "code INSEE de l’article de son nom (0 à 8)"),
    perhaps("base.substituee_le", "premier jour de la commune nouvelle ; s’emploie avec date_longue"),
    Variable("base.avenants", "ses avenants en vigueur, à parcourir avec for"),
    Variable("base.avenants[].rang", "rang de l’avenant"),
    Variable("base.avenants[].numero", "numéro de l’avenant"),
    Variable("base.avenants[].signe_le", "date de sa signature ; s’emploie avec date_longue"),
    Variable("base.avenants[].notifie_le", "date de sa notification ; s’emploie avec date_longue"),
    perhaps("evaluation", "l’évaluation de la commune ; vide si elle n’a pas été évaluée"),
    Variable("evaluation.periode", "période évaluée"),
    Variable("evaluation.accompagnements", "nombre d’accompagnements ; s’emploie avec nombre"),
    Variable("evaluation.ateliers", "nombre d’ateliers ; s’emploie avec nombre"),
    Variable("evaluation.permanences_tenues", "nombre de permanences tenues ; s’emploie avec nombre"),
    Variable("evaluation.permanences_prevues", "nombre de permanences prévues ; s’emploie avec nombre"),
    perhaps("evaluation.observations", "observations sur la période"),
    perhaps("deliberation_initiale", "celle qui a autorisé la convention ; vide dans ses propres documents"),
    *_told_of("deliberation_initiale"),
    perhaps("signature", "les signatures, dans la lettre de notification et son certificat"),
    Variable("signature.avenant", "rang de l’avenant signé ; 0 pour la convention"),
    Variable("signature.convention", "numéro de la convention"),
    Variable("signature.signee_le", "jour où les deux parties avaient signé ; s’emploie avec date_longue"),
    perhaps("signature.notifiee_le", "date de la notification ; s’emploie avec date_longue"),
    perhaps("reconduction", "la période reconduite, dans la lettre qui l’annonce"),
    Variable("reconduction.rang", "1 pour la première reconduction"),
    Variable("reconduction.debut", "son premier jour ; s’emploie avec date_longue"),
    Variable("reconduction.fin", "son dernier jour ; s’emploie avec date_longue"),
    perhaps("reconduction.denoncer_avant", "dernier jour pour recevoir une dénonciation ; s’emploie avec date_longue"),
    perhaps(
        "reconduction.creneau_jusqu_au",
        "dernier jour du créneau qu’un avenant signé change ; s’emploie avec date_longue",
    ),
    perhaps("fin", "la fin de la convention, dans la lettre qui la constate"),
    Variable("fin.cause", "denonciation, resiliation, accord, fusion, retrait ou annulation"),
    perhaps("fin.auteur", "commune ou epci, pour une dénonciation ou une résiliation"),
    Variable("fin.le", "dernier jour de la convention ; s’emploie avec date_longue"),
    Variable("fin.motif", "raison enregistrée"),
    perhaps("fin.recue_le", "réception de la dénonciation ou de la décision ; s’emploie avec date_longue"),
    perhaps("fin.mise_en_demeure_le", "réception de la mise en demeure ; s’emploie avec date_longue"),
    Variable("fin.a_temps", "vrai si la dénonciation a été reçue à temps ; s’emploie avec if"),
    Variable("fin.terme", "le terme en cours à la réception ; s’emploie avec date_longue"),
    perhaps("fin.commune", "nom de la commune nouvelle, après une fusion"),
    Variable("fin.ancienne", "la commune qui avait signé ; s’emploie avec de"),
    Variable("fin.ancienne.nom", "son nom officiel, avec son article"),
    Variable("fin.ancienne.tncc", "code INSEE de l’article de son nom (0 à 8)"),
    Variable("fin.des", "le lendemain, premier jour de la commune nouvelle ; s’emploie avec date_longue"),
    perhaps("renvoi", "ce qui a changé, dans le courriel d’un dossier renvoyé ; vide dans un premier envoi"),
    Variable("renvoi.envoye_le", "date de l’envoi précédent ; s’emploie avec date_longue"),
    Variable("renvoi.pieces", "les documents modifiés depuis, à parcourir avec for"),
    Variable("renvoi.pieces[].titre", "titre du document, sans majuscule"),
    Variable("renvoi.changements", "les mots modifiés, à parcourir avec for"),
    Variable("renvoi.changements[].texte", "« ancien » devient « nouveau »"),
    Variable("renvoi.changements[].pieces", "les documents où ces mots changent"),
    Variable("renvoi.autres", "nombre des autres modifications, qui ne sont pas dans cette liste"),
    perhaps("relance", "la relance, dans relance.txt"),
    Variable("relance.rang", "son rang : 1 pour la première"),
    Variable("relance.envoye_le", "date de l’envoi du dossier ; s’emploie avec date_longue"),
    perhaps(
        "relance.precedente_le", "date de la relance précédente, faite depuis cet envoi ; s’emploie avec date_longue"
    ),
    Variable("pieces", "les autres documents du dossier relié, à parcourir avec for"),
    Variable("pieces[].titre", "titre du document ; d’une annexe en PDF, avec sa date et le lieu où elle est jointe"),
    perhaps("voies_de_recours", "la phrase de campaign.toml sur les recours, s’il y en a une"),
    perhaps("logo", "le logo de la campagne"),
)

#: What the report of an evaluation can name besides ``epci``, ``convention`` and ``logo``, and no other document.
REPORT_VARIABLES = (
    Variable("rapport.periode", "période évaluée, comme evaluation.csv l’écrit"),
    Variable("rapport.evaluees", "nombre de communes évaluées"),
    Variable("rapport.sans_evaluation", "nombre de communes sans ligne dans evaluation.csv"),
    Variable("rapport.changements", "nombre de communes dont le créneau change"),
    Variable("rapport.accompagnements", "total des accompagnements ; s’emploie avec nombre"),
    Variable("rapport.ateliers", "total des ateliers ; s’emploie avec nombre"),
    Variable("rapport.permanences_tenues", "total des permanences tenues ; s’emploie avec nombre"),
    Variable("rapport.permanences_prevues", "total des permanences prévues ; s’emploie avec nombre"),
    perhaps("rapport.taux", "taux de permanences tenues ; vide si aucune n’était prévue"),
    Variable("rapport.medianes.accompagnements", "médiane des accompagnements par commune"),
    Variable("rapport.medianes.ateliers", "médiane des ateliers"),
    Variable("rapport.medianes.permanences_tenues", "médiane des permanences tenues"),
    Variable("rapport.medianes.permanences_prevues", "médiane des permanences prévues"),
    perhaps("rapport.medianes.taux", "médiane des taux ; vide si aucune permanence n’était prévue"),
    Variable("rapport.communes", "les communes, à parcourir avec for ; s’emploient avec de, a ou le"),
    Variable("rapport.communes[].nom", "nom officiel, avec son article"),
    Variable("rapport.communes[].tncc", "code INSEE de l’article du nom (0 à 8)"),
    Variable("rapport.communes[].qualite", "Commune ou Ville"),
    perhaps("rapport.communes[].periode", "période de sa ligne ; vide si la commune n’a pas de ligne"),
    perhaps("rapport.communes[].accompagnements", "ses accompagnements ; s’emploie avec nombre"),
    perhaps("rapport.communes[].ateliers", "ses ateliers ; s’emploie avec nombre"),
    perhaps("rapport.communes[].permanences_tenues", "permanences tenues ; s’emploie avec nombre"),
    perhaps("rapport.communes[].permanences_prevues", "permanences prévues ; s’emploie avec nombre"),
    perhaps("rapport.communes[].taux", "taux de permanences tenues"),
    perhaps("rapport.communes[].position", "« au-dessus de la médiane », « à la médiane »…"),
    perhaps("rapport.communes[].observations", "observations"),
    perhaps("rapport.communes[].creneau", "le créneau en vigueur ; vide s’il n’est pas fixé"),
    *_told_of_slot("rapport.communes[].creneau"),
    perhaps("rapport.communes[].nouveau_creneau", "le nouveau créneau ; vide s’il ne change pas"),
    *_told_of_slot("rapport.communes[].nouveau_creneau"),
    perhaps("rapport.communes[].date_effet", "son premier jour ; s’emploie avec date_longue"),
    perhaps("rapport.communes[].avenant", "numéro de l’avenant qui le dit"),
    Variable("graphiques", "les graphiques des accompagnements, à parcourir avec for"),
    Variable("graphiques[].image", "le graphique, sur toute la largeur de la page"),
)
