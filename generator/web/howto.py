"""What clerks ask most often, each with the screen that answers it and its chapter of docs/guide.md."""

from __future__ import annotations

from typing import NamedTuple


class HowTo(NamedTuple):
    """A question after « Comment faire pour » : ``screen`` is a letter of the menu, "" for none, ``where`` it is."""

    question: str
    screen: str
    where: str
    chapter: str


_DATA, _SENDING, _SIGNING = "mettre-à-jour-communescsv", "2-envoyer-les-dossiers", "5-signer-puis-notifier"
_FOLLOWING, _ENDING, _REGISTER = (
    "6-savoir-où-lon-en-est",
    "8-reconduire-ou-mettre-fin",
    "le-registre-et-ce-quil-faut-sauvegarder",
)
_RETURNS, _AVENANTS, _LIFE = (
    "3-enregistrer-les-délibérations-qui-reviennent",
    "7-lévaluation-et-les-avenants",
    "le dossier de la commune, « Vie de la convention »",
)

HOWTOS = (
    HowTo("essayer sans risque, ou commencer une autre intercommunalité", "", "", "la-page-dans-le-navigateur"),
    HowTo("importer les communes d’un tableau Excel", "d", "« Importer un tableau… »", _DATA),
    HowTo("corriger une adresse, un courriel, un SIREN", "d", "la case, puis « Enregistrer »", _DATA),
    HowTo("changer le maire d’une commune", "d", "groupe « Maire », « nouveau maire »", _DATA),
    HowTo("ajouter une commune, ou noter que l’une renonce", "d", "« Ajouter une commune », « Participe »", _DATA),
    HowTo("faire signer un adjoint, un vice-président", "m", "« Représentants de l’EPCI… » ; Données", "qui-signe"),
    HowTo("changer le texte d’une convention, d’un courriel", "m", "le fichier, à ouvrir dans Word", "les-modèles"),
    HowTo("changer le terme, les numéros, l’expéditeur", "m", "« Réglages… »", "la-campagne--campaigntoml"),
    HowTo("changer un médiateur, une demi-journée, une heure", "m", "« Réglages… »", "la-campagne--campaigntoml"),
    HowTo("joindre un règlement ou un plan en PDF", "m", "« Annexes… »", "les-annexes-en-pdf"),
    HowTo("changer l’ordre des documents du dossier", "m", "« Annexes… », « Monter »", "les-annexes-en-pdf"),
    HowTo("mettre notre logo", "m", "« Logo… »", "préparer--données-calendrier-modèles-fabrication"),
    HowTo("proposer une autre convention, ou la suivante", "m", "« Nouvelle campagne »", "plusieurs-campagnes"),
    HowTo("donner ou déplacer un créneau", "c", "« Proposer », ou la commune", "les-créneaux"),
    HowTo("fabriquer les dossiers, ou un seul", "f", "« Fabriquer » ; « Options »", "1-fabriquer-les-dossiers"),
    HowTo("savoir ce qui changerait avant de fabriquer", "f", "« Mot à mot »", "quelques-besoins-courants"),
    HowTo("retrouver un document modifié à la main", "f", "ce qu’elle dit d’abord", "un-document-modifié-à-la-main"),
    HowTo("préparer les courriels", "e", "« Préparer les brouillons »", _SENDING),
    HowTo("dire qu’un courriel ou un courrier est parti", "e", "« Marquer comme envoyés… »", _SENDING),
    HowTo("écrire à une commune sans courriel", "e", "« ZIP », « Étiquette », « Parti par courrier… »", _SENDING),
    HowTo("relancer les communes en retard", "e", "« relance »", _SENDING),
    HowTo("enregistrer une délibération, un scan, un courriel", "r", "« Déposer et lire »", _RETURNS),
    HowTo("enregistrer une délibération irrégulière", "r", "la raison et l’avis suivi", _RETURNS),
    HowTo("enregistrer l’accusé de la préfecture", "r", "« Déposer et lire »", "ce-que-répond-la-préfecture"),
    HowTo("retirer une délibération enregistrée", "t", _LIFE, "ce-que-le-conseil-a-décidé"),
    HowTo("imprimer les originaux à signer", "s", "« Imprimer les originaux »", "4-compléter-les-conventions"),
    HowTo("enregistrer une signature, puis la notification", "s", "le dossier, à choisir", _SIGNING),
    HowTo("annuler une signature enregistrée par erreur", "s", "le jour même, parmi celles du jour", _SIGNING),
    HowTo("savoir où l’on en est, et qui tarde", "t", "les états, « en retard »", _FOLLOWING),
    HowTo("donner la liste au Bureau, ou à un tableur", "t", "« Imprimer le suivi », « CSV »", _FOLLOWING),
    HowTo("noter quelque chose sur un dossier, le mettre de côté", "t", "le dossier de la commune", _FOLLOWING),
    HowTo("saisir une évaluation", "a", "« Ouvrir la feuille », ou le tableau déposé", _AVENANTS),
    HowTo("modifier une convention signée", "a", "« Modifier des articles »", _AVENANTS),
    HowTo("reconduire, ou dénoncer une convention", "t", _LIFE, _ENDING),
    HowTo("enregistrer une fusion de communes", "t", _LIFE, _ENDING),
    HowTo("savoir qui a fait quoi, et quand", "j", "le journal, par commune, date ou personne", _REGISTER),
    HowTo("sauvegarder, restaurer, changer d’ordinateur", "j", "« Sauvegarder », « Restauration »", _REGISTER),
    HowTo("travailler à plusieurs", "", "", "pour-tout-un-service"),
    HowTo("corriger ce qui est déjà enregistré", "", "", "corriger-une-erreur"),
)
