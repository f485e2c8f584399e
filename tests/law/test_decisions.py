"""The words of an operative part: what authorises the mayor to sign, and what does not."""

from __future__ import annotations

from generator.law.decisions import read_decision
from tests.cases import cases


@cases(
    "words",
    "AUTORISE Monsieur le Maire à signer la convention.",
    "approuve la convention et autorise M. le Maire à la signer",
    "DÉCIDE : - d’approuver la convention ; - d’autoriser Madame la Maire à la signer.",
    "autorise à l’unanimité, soit quatorze voix pour, Madame le Maire à signer la convention.",
    "DONNE tous pouvoirs au Maire pour signer la convention",
    "donne mandat à Monsieur le Maire de signer tout document relatif à cette affaire",
    "HABILITE Madame la Maire à signer la convention",
    "Le Maire est autorisé à signer la convention",
    "Le Maire est dûment autorisé à signer la convention",
    "AUTORISE la signature de la convention",
    "DONNE son accord pour la signature de la convention par Monsieur le Maire",
    "décide de donner son accord pour signer la convention",
    "AUTORISE le Maire à signer la demande de subvention et la convention",
    "ACCEPTE la proposition de Monsieur le Maire, AUTORISE celui-ci à signer la convention",
    "APPROUVE à l’unanimité la convention et en AUTORISE la signature par Monsieur le Maire.",
    "DONNE tous pouvoirs à Monsieur le Maire pour signer la convention et en assurer l’exécution.",
    "AUTORISE Monsieur Bruno LEJEUNE, en sa qualité de Maire d’Oisy, à signer la convention",
    "AUTORISE le Maire à signer cette dernière",
    "DÉLIBÈRE Article 1 APPROUVE la convention. Article 2 AUTORISE le Maire à la signer.",
    "AUTORISE le Maire à signer les deux exemplaires originaux de la convention",
    "AUTORISE le Maire à signer la convention à titre gratuit et tous les actes en découlant",
    "AUTORISE le Maire à signer la convention avec effet à la date de sa notification",
    "AUTORISE le Maire à signer la convention avec effet au 1er janvier 2025",
    "AUTORISE le Maire à signer la convention, reconductible tacitement à l’issue de cette première période",
    "AUTORISE le Maire à signer la convention. DIT que la commune ne versera aucune participation",
    "AUTORISE le Maire à signer la convention. PRÉCISE qu’aucune dépense ne sera supportée par la commune",
    "AUTORISE le Maire à signer la convention. RAPPELLE que le service est ouvert à tous les habitants",
    "AUTORISE le Maire à signer la convention. DEMANDE que la présente délibération soit affichée en mairie",
)
def test_an_authorisation_to_sign_is_read_in_its_usual_turns(words: str) -> None:
    """Verbs in capitals, infinitives, passives, powers and mandates."""
    decision = read_decision(words)
    assert decision.authorises
    assert not decision.aside
    assert not decision.avenants


@cases(
    "words, aside",
    ("N’AUTORISE PAS Monsieur le Maire à signer la convention", "le conseil refuse"),
    ("décide de ne pas autoriser Madame la Maire à signer la convention", "le conseil refuse"),
    ("REFUSE d’autoriser le Maire à signer", "le conseil refuse"),
    ("REJETTE le projet de convention", "le conseil refuse"),
    ("N’APPROUVE PAS la convention", "le conseil refuse"),
    ("PREND ACTE de la présentation de la convention", "le conseil prend acte"),
    ("DÉCIDE d’ajourner l’examen de la convention", "le conseil ajourne sa décision"),
    ("SURSOIT à statuer", "le conseil ajourne sa décision"),
    ("décide de reporter ce point à une prochaine séance", "le conseil ajourne sa décision"),
    ("RETIRE ce point de l’ordre du jour", "le projet est retiré"),
    ("APPROUVE la convention", ""),
    ("AUTORISE Monsieur le Maire à effectuer toutes les démarches utiles", ""),
    ("", ""),
)
def test_other_decisions_authorise_nothing(words: str, aside: str) -> None:
    """Refusals, notes, adjournments, withdrawals, and an approval alone."""
    decision = read_decision(words)
    assert (decision.authorises, decision.avenants, decision.aside) == (False, False, aside)


@cases(
    "words",
    "AUTORISE Monsieur le Maire à poursuivre les négociations en vue de la signature de la convention.",
    "APPROUVE la convention ; AUTORISE Madame la Maire à signer la demande de subvention auprès de l’État.",
    "AUTORISE Madame la Maire à signer la demande de subvention relative à la convention.",
    "DEMANDE à Monsieur le Maire de revoir la convention avant d’être autorisé à la signer.",
    "AUTORISE Madame la Présidente de la Communauté d’agglomération à signer la convention.",
    "AUTORISE le Maire à préparer la signature de la convention.",
    "CHARGE le Maire de retarder la signature de la convention.",
    "CHARGE le Maire d’étudier les conditions de signature de la convention.",
    "AUTORISE Monsieur le Maire à signer le procès-verbal de mise à disposition de la salle.",
    "AUTORISE le Maire à signer l’arrêté d’ouverture de la salle prêtée par la convention.",
)
def test_an_authorisation_of_something_else_is_none(words: str) -> None:
    """To negotiate, to sign another paper, given to the other party or to come."""
    assert not read_decision(words).authorises


@cases(
    "words, aside",
    ("ABROGE la délibération n° 12 autorisant le Maire à signer", "le conseil revient sur une délibération"),
    ("RAPPORTE sa délibération autorisant le maire à signer", "le conseil revient sur une délibération"),
    ("ÉMET un avis défavorable à ce que le Maire soit autorisé à signer", "le conseil refuse"),
    ("S’OPPOSE à ce que le Maire soit autorisé à signer la convention", "le conseil refuse"),
    ("NE SOUHAITE PAS que le Maire soit autorisé à signer", "le conseil refuse"),
    ("DÉCLINE la proposition d’autoriser le maire à signer", "le conseil refuse"),
    ("DIT que l’autorisation de signer fera l’objet d’une délibération ultérieure", "le conseil ajourne sa décision"),
    ("DÉCIDE de différer l’autorisation de signer", "le conseil ajourne sa décision"),
    ("RENVOIE à une prochaine séance l’autorisation de signer", "le conseil ajourne sa décision"),
    ("SUBORDONNE l’autorisation de signer à l’avis du comité", "le conseil ajourne sa décision"),
    ("DIT qu’il n’y a pas lieu d’autoriser le Maire à signer", "le conseil refuse"),
    ("JUGE prématuré d’autoriser la signature", "le conseil refuse"),
    ("La proposition d’autoriser le Maire à signer n’est pas adoptée", "le conseil refuse"),
    ("S’ABSTIENT d’autoriser le Maire à signer", "le conseil refuse"),
    ("DÉCIDE de ne pas donner suite", "le conseil refuse"),
    ("DÉCIDE de ne point autoriser le Maire à signer", "le conseil refuse"),
    ("N’A PAS SOUHAITÉ autoriser le Maire à signer", "le conseil refuse"),
    ("Le conseil ne peut autoriser le Maire à signer", "le conseil refuse"),
    ("VOTE contre l’autorisation donnée au Maire de signer", "le conseil refuse"),
    ("Aucune suite n’est donnée à la demande d’autoriser le Maire à signer", "le conseil refuse"),
    ("La proposition d’autoriser le Maire à signer est écartée", "le conseil refuse"),
    ("ÉMET un avis réservé sur l’autorisation de signer", "le conseil refuse"),
    ("DÉCIDE d’attendre un avis avant d’autoriser le Maire à signer", "le conseil ajourne sa décision"),
    ("DÉCIDE de suspendre l’autorisation de signer", "le conseil ajourne sa décision"),
    ("MET en attente l’autorisation donnée au Maire de signer", "le conseil ajourne sa décision"),
    ("DONNE un accord de principe à la signature", "le conseil ne donne qu’un accord de principe"),
    ("Le conseil n’est pas en mesure d’autoriser le Maire à signer", ""),
    ("S’ENGAGE à autoriser le Maire à signer", ""),
    ("DIT que le Maire n’est autorisé à signer que pour un an", ""),
)
def test_an_authorisation_that_is_refused_undone_or_put_off_is_none(words: str, aside: str) -> None:
    """The words of an authorisation stand in the sentence that takes it back."""
    decision = read_decision(words)
    assert (decision.authorises, decision.aside) == (False, aside)


@cases(
    "words",
    "AUTORISE le Maire à signer la convention, sous réserve que l’article 7 soit modifié",
    "APPROUVE la convention telle que modifiée par l’amendement ; AUTORISE le Maire à la signer",
    "AUTORISE le Maire à signer la convention pour une durée d’un an non renouvelable",
    "AUTORISE le Maire à signer dès que le conseil en aura approuvé la version définitive",
    "AUTORISE le Maire à signer la convention, à l’exception de son annexe",
    "AUTORISE, une fois inscrits les crédits, le Maire à signer la convention",
    "AUTORISE le Maire à signer la convention et ses avenants, à condition que l’article 5 soit supprimé",
    "AUTORISE le Maire, sauf opposition du comptable, à signer la convention",
    "AUTORISE le Maire à signer la convention si le service reste gratuit",
    "AUTORISE le Maire à signer la convention pourvu que les horaires soient revus",
    "AUTORISE le Maire à signer la convention lorsque le conseil communautaire aura délibéré sur les tarifs",
    "AUTORISE le Maire à signer la convention si le bureau délibère en ce sens",
    "AUTORISE le Maire à signer la convention dans la limite de 500 €",
    "AUTORISE le Maire à signer la convention en y apportant les modifications demandées",
    "AUTORISE le Maire à négocier puis à signer la convention",
    "AUTORISE le Maire à résilier la convention et à signer tout document",
    "AUTORISE le Maire à solliciter l’avis du bureau puis à signer la convention",
    "AUTORISE, à titre exceptionnel, le Maire à signer la convention",
    "AUTORISE le Maire à signer la convention jusqu’au terme du mandat",
    "AUTORISE le Maire à signer la convention, dont l’article 5 doit changer",
    "APPROUVE la convention avec la modification suivante : « deux » ; AUTORISE le Maire à la signer",
    "N’APPROUVE la convention que pour les ateliers et AUTORISE le Maire à la signer",
    "Pour la seule année scolaire, AUTORISE le Maire à signer la convention",
    "AUTORISE le Maire à signer la convention dans une version limitée aux permanences du mardi",
    "AUTORISE le Maire à signer la convention en son nom et en celui des communes voisines",
    "AUTORISE le Maire à signer la convention, sous couvert d’un accord écrit de la sous-préfecture",
    "APPROUVE la convention, en souhaitant que les permanences soient doublées, et AUTORISE le Maire à la signer",
    "APPROUVE la convention à titre conservatoire et AUTORISE le Maire à la signer",
    "APPROUVE la convention moins son annexe et AUTORISE le Maire à la signer",
    "AUTORISE le Maire à signer la convention. DEMANDE à l’agglomération de revoir les horaires",
    "AUTORISE le Maire à signer la convention. PRÉCISE que la convention ne vaut qu’une fois affichée",
    "AUTORISE le Maire à signer la convention, à charge pour l’agglomération de fournir le matériel",
    "APPROUVE la version 2 de la convention, reçue le 3 mars 2025, et AUTORISE le Maire à la signer",
    "AUTORISE le Maire à signer le premier projet de convention, reçu en février",
    "AUTORISE le Maire à signer la convention telle qu’elle résulte du courriel du 14 mars 2025",
    "AUTORISE le Maire à signer la convention avec effet au 1er janvier",
    "AUTORISE le Maire à signer la convention et lui donne tous pouvoirs pour y apporter les modifications utiles",
    "APPROUVE le texte présenté, complété d’un alinéa sur les locaux, et AUTORISE le Maire à le signer",
    "AUTORISE le Maire à signer la convention. La présente autorisation vaut jusqu’au 31 décembre 2025",
    "AUTORISE le Maire à signer la convention ; la commune ne mettra toutefois aucun bureau à disposition",
    "APPROUVE la convention, l’annexe 1 devant être revue, et AUTORISE le Maire à la signer",
    "AUTORISE le Maire à signer la convention, complétée d’une annexe sur les locaux",
    "AUTORISE le Maire à signer la convention dans sa version définitive, à recevoir",
    "AUTORISE le Maire à signer la convention, à compter de l’adoption du budget",
    "AUTORISE le Maire à signer la convention, à l’issue de la période d’essai",
    "AUTORISE le Maire à signer la convention. PRÉCISE que la commune ne fournira pas le matériel prévu",
    "AUTORISE le Maire à signer la convention au lendemain du vote du budget",
    "AUTORISE le Maire à signer la convention. DIT que la reconduction tacite est exclue",
    "AUTORISE le Maire à signer la convention. Le conseil émet des réserves sur l’article 3.",
    "AUTORISE le Maire à signer la convention. INVITE la CAPH à modifier l’article 4.",
    "AUTORISE le Maire à signer la convention, la commune se réservant de ne pas prêter de bureau",
    "AUTORISE le Maire à signer la convention. RAPPELLE que l’article 5-1 ne saurait lui être opposé",
    "AUTORISE le Maire à signer la convention. DIT qu’aucune salle ne sera mise à disposition",
    "AUTORISE le Maire à signer la convention. PRÉCISE que le prêt de la salle reste exclu",
    "AUTORISE le Maire à signer la convention. SOUHAITE que la permanence ait lieu le samedi",
    "AUTORISE le Maire à signer la convention. DIT que cette décision n’aura d’effet qu’une fois un référent nommé",
    "AUTORISE le Maire à mettre fin à la convention et à signer tout document",
    "AUTORISE le Maire à signer la convention. CONDITIONNE cette autorisation au maintien du médiateur",
    "AUTORISE le Maire à signer la convention. Cette autorisation tombera si le service devient payant",
    "AUTORISE le Maire à signer la convention au nom et pour le compte du centre communal d’action sociale",
    "AUTORISE le Maire à signer la convention, pour ce qui concerne les ateliers",
    "AUTORISE le Maire à signer la convention, cette signature n’emportant pas reconduction",
    "AUTORISE le Maire à finaliser la convention et à la signer",
    "APPROUVE les articles 1 à 5 et AUTORISE le Maire à signer la convention",
    "AUTORISE le Maire à signer la convention, étant observé que la commune n’accepte aucune participation",
    "AUTORISE le Maire à la signer, les permanences étant réservées aux personnes âgées",
    "AUTORISE le Maire à la signer pour la durée du mandat",
    "APPROUVE la convention amputée de ses annexes et AUTORISE le Maire à la signer",
    "AUTORISE le Maire à la signer avec l’ajout d’un délai de quinze jours",
    "APPROUVE une convention de six mois et AUTORISE le Maire à la signer",
    "APPROUVE la convention, autorise le maire à la signer et porte à 200 € la participation de la commune",
    "APPROUVE la convention, autorise le maire à la signer et s’engage à verser 300 € par an",
    "AUTORISE le Maire à la signer. DIT que le CCAS assurera les permanences à la place de la mairie",
)
def test_what_is_authorised_under_a_condition_or_otherwise_is_disputed(words: str) -> None:
    """What is to be signed is not what was voted, or not yet: somebody reads it."""
    decision = read_decision(words)
    assert decision.disputed
    assert decision.aside.startswith(("le conseil pose une condition,", "le conseil dit « "))


@cases(
    "besides",
    "ÉCARTE la clause de tacite reconduction",
    "PRÉCISE que le local sera prêté un mardi sur deux",
    "PRÉCISE que la permanence aura lieu à la médiathèque",
    "EXIGE un médiateur supplémentaire",
    "FIXE la durée de la convention à un an",
    "RAMÈNE le nombre de permanences à six par an",
    "S’ENGAGE à revoir sa position",
    "CHARGE le Maire d’obtenir une permanence de plus",
    "DIT que les frais de déplacement ne seront pas remboursés",
    "VOTE contre l’article 5",
    "AUTORISE l’usage de la salle, sauf le jeudi",
    "CONVIENT d’un réexamen en janvier",
    "Un groupe de travail examinera les clauses financières",
    "La reconduction fera l’objet d’un vote du conseil",
    "L’ordinateur de la mairie ne pourra être utilisé par le public",
    "La commune ne prendra en charge aucun matériel",
    "Les inscriptions se feront par l’agglomération et non par la commune",
    "CHARGE le Maire de faire préciser les obligations d’assurance",
    "Les frais de chauffage seront supportés par l’agglomération",
    "La commune pourra reprendre la salle à tout moment",
    "La commune pourra rompre librement",
    "Chaque usager versera un euro symbolique",
    "DIT que l’ordinateur sera fourni par l’agglomération",
    "Les mineurs devront être accompagnés",
    "DIT que la permanence profitera d’abord aux habitants du centre-bourg",
    "Les habitants bénéficieront de deux ateliers supplémentaires",
    "Le maire pourra organiser lui-même les ateliers",
    "DIT que l’agglomération informera les habitants elle-même",
)
def test_what_a_consent_does_not_usually_say_is_quoted(besides: str) -> None:
    """There is no end to what a council can add: what is not known to be ordinary is for somebody to read."""
    first = "APPROUVE la convention ; AUTORISE le Maire à la signer"
    assert read_decision(f"{first}. {besides}.").aside == f"le conseil dit « {besides} »"
    assert read_decision(f"{first}\n{besides}").disputed or not besides.split()[0].isupper()


def test_all_that_a_consent_does_not_usually_say_is_quoted_at_once() -> None:
    """One question for all of it; a verb in capitals needs no mark before it."""
    words = (
        "AUTORISE le Maire à signer la convention\nEXIGE un badge\nCHARGE le Maire de l’exécution\nSUPPRIME l’article 6"
    )
    assert read_decision(words).aside == "le conseil dit « EXIGE un badge », « SUPPRIME l’article 6 »"


@cases(
    "besides",
    "PRÉCISE que les crédits sont inscrits à l’article 6288 du budget",
    "CHARGE Monsieur le Maire, ou à défaut la directrice générale des services, de notifier la présente délibération",
    "Monsieur le Maire et le comptable sont chargés, chacun pour ce qui le concerne, de son exécution",
    "DIT que la présente délibération sera transmise au représentant de l’État et publiée",
    "Ampliation en sera adressée à Monsieur le Sous-Préfet",
    "Le Maire certifie le caractère exécutoire de cet acte",
    "Mme COLIN, intéressée, quitte la salle et n’a pas pris part au vote",
    "Vote : pour 14, contre 0, abstention 1 (M. JEAN)",
    "DÉSIGNE Mme COLIN en qualité de référente",
    "ADRESSE ses remerciements aux médiateurs",
    "PRÉCISE que la convention est établie en deux exemplaires",
    "PRÉCISE que la convention est conclue jusqu’au 30 juin 2026",
    "DIT que le conseil sera informé de l’exécution de la convention",
    "La séance est levée à 20 h 30",
    "REMERCIE la communauté d’agglomération de ce service rendu aux habitants",
    "DÉCIDE de mettre à disposition la salle des mariages pour les permanences",
    "PRÉCISE que la convention n’entraîne aucun frais pour la commune",
    "S’ENGAGE à faire connaître ce service aux habitants",
    "SE PRONONCE favorablement sur la convention présentée",
    "CERTIFIE que la présente délibération a été affichée le 4 avril 2025",
    "VALIDE les modalités telles que décrites dans la convention jointe",
    "Article deux – CHARGE le Maire de l’exécution de la présente délibération",
    "DONNE tous pouvoirs au Maire pour mener à bien cette opération",
    "CHARGE les services municipaux d’assurer la communication sur ce nouveau service",
    "S’ENGAGE à prêter un local accessible aux personnes à mobilité réduite",
    "PRÉCISE que le CCAS assurera la prise des rendez-vous",
    "DIT que les jeunes et les demandeurs d’emploi pourront bénéficier de ce service",
    "Affiché le 20 juin 2026",
    "Le public est informé que la présente délibération est consultable en mairie",
    "LUI DEMANDE de bien vouloir transmettre la présente délibération à l’agglomération dans les meilleurs délais",
    "Le présent extrait est certifié conforme",
    "ESPÈRE que ce service rencontrera son public",
    "DIT que les inscriptions se feront auprès du secrétariat de mairie",
    "Un feuillet sera distribué à la population",
    "DIT que la dépense est nulle",
    "ADRESSE ses félicitations au conseiller numérique",
    "L’accueil de la mairie renseignera les habitants intéressés",
    "NOTE que ce service est apprécié des usagers",
    "CHARGE le secrétariat de mairie de prendre les inscriptions",
    "L’ordre du jour étant épuisé, la séance est levée à 19 h 50",
    "LA CHARGE d’en informer M. le Président de l’agglomération",
)
def test_what_councils_usually_add_is_no_question(besides: str) -> None:
    """Who executes the decision, the budget, the formalities, the vote, the convention as it was sent."""
    decision = read_decision(f"APPROUVE la convention ; AUTORISE le Maire à la signer. {besides}.")
    assert (decision.authorises, decision.aside) == (True, "")


@cases(
    "leading",
    "DÉCIDE de donner une suite favorable à la proposition de l’agglomération",
    "DÉCIDE que la commune accueillera les permanences de médiation numérique",
    "PREND ACTE de la présentation de ce service",
    "DÉCIDE de s’associer à l’action de l’agglomération en faveur de l’inclusion numérique",
    "Convaincu de l’utilité de ce service",
    "SE PRONONCE à l’unanimité pour ce partenariat",
    "CONSIDÈRE que ce service répond à un besoin",
    "DONNE son aval à la convention",
)
def test_what_leads_to_a_consent_is_no_question(leading: str) -> None:
    """It tells why, and what is consented to, unless it limits, alters or wants something."""
    consent = "APPROUVE la convention ; AUTORISE le Maire à la signer"
    assert not read_decision(f"Après en avoir délibéré, le conseil {leading} ; {consent}").disputed
    for limit in ("pour un trimestre", "sauf en été"):
        assert read_decision(f"Après en avoir délibéré, le conseil {leading} {limit} ; {consent}").disputed
    for term in ("les ateliers se tiendront le mardi", "le service s’arrêtera à Noël", "la salle restera fermée"):
        assert read_decision(f"Le conseil décide que {term} ; {consent}").disputed
    assert read_decision(f"Le conseil décide de s’associer à l’action pour un an de test ; {consent}").disputed
    for term in (
        "maintient la permanence à l’école",
        "s’associe à l’action pour un an de test",
        "exige deux conseillers",
        "étend le service aux écoles",
    ):
        assert read_decision(f"Le conseil {term} ; {consent}").disputed


def test_what_stands_before_the_decision_only_tells_of_it() -> None:
    """Minutes begin with who speaks and what is proposed."""
    words = (
        "Mme la Maire présente la convention. Elle court sur un an. Le conseil l’approuve et autorise le Maire à signer"
    )
    assert read_decision(words).aside == ""


@cases(
    "words",
    "PROPOSE au conseil d’autoriser le Maire à signer la convention",
    "Il est demandé au conseil d’autoriser le Maire à signer la convention",
    "PROPOSE : - d’approuver la convention ; - d’autoriser le Maire à la signer",
    "REFUSE d’approuver la convention, d’autoriser le Maire à la signer",
    "DÉCIDE de créer un service ; PROPOSE d’approuver la convention ; d’autoriser le Maire à la signer",
    "Le Maire sollicite l’autorisation de signer la convention",
    "SOUHAITE que le Maire soit autorisé à signer la convention",
    "DÉCIDE de confier à la commission le soin d’autoriser le Maire à signer la convention",
    "VU la délibération du 3 mars 2023 autorisant le Maire à signer la convention ; APPROUVE le bilan",
    "CONSIDÉRANT que le Maire a été autorisé à signer la convention ; APPROUVE le bilan",
    "RAPPELLE que, par délibération du 3 mars 2023, le conseil a autorisé le Maire à signer la convention",
    "APPROUVE le bilan de la convention que le Maire est autorisé à signer",
    "RENOUVELLE l’autorisation donnée au Maire de signer la convention",
    "Le Maire autorisé à signer la convention présente le bilan",
    "DIT que la charge de signer la convention reviendra au Maire",
    "DÉCIDE de ne pas conclure la convention. CHARGE le Maire de signer le courrier",
)
def test_what_is_proposed_or_recalled_authorises_nothing(words: str) -> None:
    """Another act’s authorisation, and one to come, are not the council’s decision."""
    assert not read_decision(words).authorises


def test_what_a_proposal_would_authorise_is_read_as_decided() -> None:
    """For the council that adopts it, in no other words."""
    words = "propose au conseil d’approuver la convention et de l’autoriser à la signer"
    assert read_decision(words, proposed=True).authorises
    assert not read_decision("propose de ne pas l’autoriser à la signer", proposed=True).authorises


@cases(
    "words",
    "DÉCIDE, sur proposition du rapporteur, par 12 voix pour et 2 contre, d’autoriser le Maire à la signer",
    "DÉCIDE Article 1 : D’approuver la convention. Article 2 : D’autoriser Monsieur le Maire à la signer",
    "DÉCIDE : 1. D’approuver la convention. 2. D’autoriser Madame la Maire à la signer",
    "DÉCIDE :\n- D’approuver la convention.\n- D’autoriser Madame la Maire à la signer.",
    "à l’unanimité : – d’approuver la convention – d’autoriser Monsieur le Maire à la signer",
    "approuve la convention qui lui est soumise et autorise Madame le Maire à la signer",
    "accepte la proposition du maire et l’autorise à signer la convention",
    "DIT que Monsieur le Maire est autorisé à signer la convention",
    "Monsieur le Maire est autorisé, par la présente délibération, à signer la convention",
    "APPROUVE la convention fixant les conditions d’intervention et autorise à la signer",
    "VALIDE la convention et donne à Madame le Maire l’autorisation de la signer",
    "par 12 votes pour et 3 votes contre, AUTORISE le Maire à signer la convention. M. JEAN a voté contre",
    "AUTORISE le Maire à signer la convention. M. JEAN ne souhaite pas participer au vote",
    "AUTORISE le Maire à signer la convention. Le silence gardé sur un recours vaut refus",
    "AUTORISE le Maire à signer la convention, dont il rendra compte à la prochaine séance",
    "AUTORISE le Maire à signer la convention avec la CAPH, représentée par son Président",
    "AUTORISE, à l’unanimité, soit quatorze voix pour, le Maire à signer la convention jusqu’au 30 juin 2026",
    "AUTORISE Mme Anne-Lise DUFOUR-TONINI, Maire, à signer la convention",
    "DÉSIGNE M. Pascal JEAN ; AUTORISE le membre du conseil ainsi désigné à signer la convention",
    "APPROUVE, après lecture, la convention jointe en annexe et AUTORISE le Maire à la signer, sans réserve",
    "AUTORISE le Maire à signer la convention et ses avenants n’apportant pas de modification substantielle",
    "AUTORISE le Maire à signer la convention dans sa version annexée à la présente délibération",
    "AUTORISE le Maire à signer la convention, dont la version définitive est jointe (annexe n° 2)",
    "AUTORISE le Maire à signer la convention, complétée de son annexe et présentée en séance",
    "DIT que la délibération est valable dès sa transmission ; AUTORISE le Maire à signer la convention",
    "AUTORISE le Maire à signer la convention, à titre gratuit, en vue d’un accueil le mardi après-midi en mairie",
    "DIT que la dépense sera imputée à l’article 6288 du budget ; AUTORISE le Maire à signer la convention",
    "APPROUVE la modification des horaires ; AUTORISE le Maire à signer l’avenant n° 1",
    "ÉMET le vœu que la permanence soit maintenue ; AUTORISE le Maire à signer la convention",
    "AUTORISE le Maire à signer la convention,\nDIT que la présente sera transmise à Monsieur le Sous-Préfet",
    "AUTORISE le Maire à la signer, PRÉCISE que la présente délibération sera adressée à Monsieur le Sous-Préfet",
    "DÉCIDE d’adhérer au service proposé par l’EPCI, d’approuver la convention, d’autoriser le Maire à la signer",
    "DÉCIDE : d’adhérer au service proposé aux communes ; d’approuver la convention ; d’autoriser le Maire à la signer",
    "DÉCIDE d’offrir un accueil sans contrepartie financière, et d’autoriser le Maire à signer la convention",
    "DÉCIDE de valider la proposition du Maire et de l’autoriser à signer la convention",
    "AUTORISE le Maire à signer la convention et tout acte à venir dans ce cadre",
    "AUTORISE le Maire à signer la convention ; PREND NOTE que le service n’entraîne aucun coût pour la commune",
    "et considérant que la commune souhaite ce service, APPROUVE la convention et AUTORISE le Maire à la signer",
)
def test_an_authorisation_is_plain_in_any_layout(words: str) -> None:
    """Articles, lists, votes in the middle, the mayor by name, whoever was designated."""
    decision = read_decision(words)
    assert (decision.authorises, decision.aside) == (True, "")


@cases(
    "words",
    "AUTORISE Mme Anne-Lise DUFOUR-TONINI, première adjointe au maire, à signer la convention",
    "AUTORISE M. le Maire ou son adjoint à signer la convention",
    "AUTORISE M. le Maire ou son représentant à signer la convention",
    "AUTORISE M. le Maire, ou Mme Anne-Lise DUFOUR-TONINI, à signer la convention",
    "AUTORISE le Maire à signer la convention, lui ou son délégué",
    "DONNE délégation à M. Pascal JEAN pour signer la convention",
    "CHARGE le directeur général des services de signer la convention",
    "Madame la première adjointe est autorisée à signer la convention",
    "AUTORISE le Maire à faire signer la convention",
    "AUTORISE le Maire à signer la convention, à défaut son suppléant",
    "DÉSIGNE M. Pascal JEAN et l’autorise à signer la convention",
)
def test_whoever_else_is_authorised_is_told(words: str) -> None:
    """In the place of the mayor, or with him: who signs is to be confirmed."""
    assert read_decision(words).aside == "le conseil autorise, à la place du maire ou avec lui, une autre personne"
    assert read_decision(words).disputed


@cases(
    "words, aside",
    ("RÉGULARISE la signature de la convention ; AUTORISE le Maire à signer", "régularise une signature déjà donnée"),
    ("RATIFIE la convention et autorise le Maire à la signer", "régularise une signature déjà donnée"),
    ("DONNE un accord de principe et autorise le Maire à signer", "ne donne qu’un accord de principe"),
    ("Le conseil municipal a autorisé le Maire à signer la convention", "l’autorisation est dite au passé"),
)
def test_an_authorisation_given_late_by_half_or_in_the_past_is_disputed(words: str, aside: str) -> None:
    """Somebody confirms it."""
    decision = read_decision(words)
    assert decision.disputed
    assert decision.aside.removeprefix("le conseil ") == aside


def test_what_is_kept_out_of_the_avenants_is_no_condition() -> None:
    """« à l’exclusion de ceux qui ont une incidence financière » is said of avenants."""
    words = "AUTORISE le Maire à signer la convention et ses avenants, à l’exclusion de ceux qui ont une incidence"
    assert not read_decision(words).disputed
    assert not read_decision("CHARGE le Maire d’écrire que la commune n’entend pas signer la convention").authorises


def test_what_replaces_an_earlier_deliberation_decides() -> None:
    """« Annule et remplace » is not a step back."""
    assert not read_decision("ANNULE ET REMPLACE la délibération n° 3 ; AUTORISE le Maire à signer").disputed


def test_what_is_authorised_and_put_off_is_disputed() -> None:
    """Somebody must look at it."""
    words = "SURSOIT à statuer sur les ateliers ; AUTORISE Monsieur le Maire à signer la convention"
    assert read_decision(words).disputed
    assert not read_decision("PREND ACTE du rapport ; AUTORISE Monsieur le Maire à signer la convention").disputed
    assert not read_decision("AUTORISE Monsieur le Maire à signer la convention").disputed


@cases(
    "words",
    "AUTORISE le Maire à signer les conventions ainsi que leurs éventuels avenants sans incidence financière.",
    "autorise M. le Maire à signer la convention et tout avenant n’ayant pas d’incidence financière",
    "DONNE pouvoir au Maire de signer la convention, ses annexes et ses avenants",
    "DÉCIDE : - d’approuver la convention ; - d’autoriser le Maire à la signer, ainsi que tout avenant",
    "AUTORISE le Maire à signer les avenants sans incidence financière, les autres devant être soumis au conseil",
)
def test_avenants_are_authorised_with_the_convention(words: str) -> None:
    """Those without financial effect, or all of them, beside the convention: « la signer »."""
    assert read_decision(words).avenants
    assert read_decision(words).only_avenants is (" les avenants" in words)


@cases(
    "words",
    "AUTORISE le Maire à signer la convention, à l’exclusion de ses avenants",
    "AUTORISE le Maire à signer la convention ; les avenants seront soumis au conseil",
    "AUTORISE le Maire à signer la convention. N’AUTORISE PAS le Maire à signer les avenants",
    "AUTORISE le Maire à signer la convention, tout avenant devant être soumis au conseil municipal",
    "AUTORISE le Maire à signer la convention, tout avenant devant revenir devant le conseil",
    "AUTORISE le Maire à signer la convention, à l’exception de ses avenants",
    "AUTORISE le Maire à signer la convention, étant précisé que chaque avenant sera présenté au conseil",
    "AUTORISE le Maire à signer la convention, et non ses avenants",
    "AUTORISE le Maire à signer la convention, mais pas ses avenants",
    "AUTORISE le Maire à signer la convention, qui ne pourra faire l’objet d’aucun avenant",
    "AUTORISE le Maire à signer la convention et, pour les avenants, exige une nouvelle délibération",
    "AUTORISE le Maire à signer la convention, les avenants restant de la compétence du conseil",
)
def test_avenants_that_are_left_out_are_not_authorised(words: str) -> None:
    """Excluded, or spoken of elsewhere than in an authorisation to sign."""
    decision = read_decision(words)
    assert decision.authorises
    assert (decision.covered, decision.said) == ("none", "")


def test_avenants_up_to_a_sum_are_not_all_of_them() -> None:
    """What goes beyond it goes back to the council."""
    words = "AUTORISE le Maire à signer la convention et tous les avenants, dans la limite de 500 €"
    assert read_decision(words).covered == "some"


def test_each_verb_has_its_own_words() -> None:
    """What the second one lets somebody sign is not what the first one does."""
    words = "AUTORISE le Maire à signer la convention et AUTORISE le premier adjoint à signer tout avenant"
    mayor, deputy = read_decision(words).signed
    assert (mayor, deputy) == (
        "autorise le maire a signer la convention",
        "autorise le premier adjoint a signer tout avenant",
    )


@cases("proposed", True, False)
def test_a_proposal_may_be_in_the_subjunctive(proposed: bool) -> None:
    """« Il est proposé que le Maire soit autorisé »: in a decision, it is one of nobody."""
    assert read_decision("Que le Maire soit autorisé à signer la convention", proposed=proposed).authorises is proposed


@cases(
    "words, said",
    ("la convention ainsi que ses avenants éventuels", "ses avenants éventuels"),
    ("la convention et tous avenants à intervenir", "tous avenants à intervenir"),
    ("les documents afférents, y compris les avenants", "les avenants"),
    (
        "la convention et ses avenants, sous réserve qu’ils n’aient pas d’incidence financière",
        "ses avenants, sous réserve qu’ils n’aient pas d’incidence financière",
    ),
    (
        "la convention et ses avenants, à l’exclusion de ceux ayant une incidence financière",
        "ses avenants, à l’exclusion de ceux ayant une incidence financière",
    ),
    ("la convention et, le cas échéant, ses avenants", "ses avenants"),
    ("la convention et les avenants qui pourraient être conclus", "les avenants qui pourraient être conclus"),
    ("la convention et ses avenants ; DIT que le conseil en sera informé", "ses avenants"),
    ("la convention et les avenants (sans incidence financière)", "les avenants (sans incidence financière)"),
)
def test_avenants_to_come_are_authorised_in_their_own_words(words: str, said: str) -> None:
    """All of them, or all without financial effect: that is no condition of the convention."""
    decision = read_decision(f"AUTORISE Monsieur le Maire à signer {words}.")
    assert (decision.avenants, decision.aside, decision.said) == (True, "", said)


@cases(
    "words, said",
    ("la convention et les avenants de prolongation", "les avenants de prolongation"),
    ("la convention et les avenants de prolongation et tout document", "les avenants de prolongation"),
    ("la convention et tout avenant relatif au planning", "tout avenant relatif au planning"),
    ("la convention et ses avenants mineurs", "ses avenants mineurs"),
    ("la convention et l’avenant n° 1", "l’avenant n° 1"),
    (
        "la convention et les avenants qui pourraient porter sur le planning",
        "les avenants qui pourraient porter sur le planning",
    ),
    ("la convention et un éventuel avenant", "un éventuel avenant"),
    ("la convention et ses avenants pendant la durée du mandat", "ses avenants pendant la durée du mandat"),
    ("la convention et les avenants ayant une incidence financière", "les avenants ayant une incidence financière"),
)
def test_some_avenants_are_not_all_of_them(words: str, said: str) -> None:
    """Those of a kind, one, those of a time."""
    decision = read_decision(f"AUTORISE Monsieur le Maire à signer {words}.")
    assert (decision.avenants, decision.only_avenants, decision.said) == (False, False, said)
    assert decision.covered == ("one" if "n° 1" in words else "some")


@cases(
    "words",
    "AUTORISE Monsieur le Maire à signer l’avenant n° 1 à la convention",
    "APPROUVE l’avenant n° 2 à la convention et AUTORISE Monsieur le Maire à le signer",
    "AUTORISE Monsieur le Maire à signer cet avenant, ainsi que l’ensemble des actes nécessaires",
    "AUTORISE Monsieur le Maire à signer tout avenant à la convention",
)
def test_an_avenant_is_not_the_convention(words: str) -> None:
    """The council that authorises one has not authorised the convention by it."""
    assert read_decision(words).only_avenants
    assert not read_decision(words.replace("avenant", "contrat")).only_avenants
