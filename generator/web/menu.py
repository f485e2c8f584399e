"""The screens, in the order of a clerk's work: the letter that goes there after « g », the endpoint, the name."""

SCREENS = (
    ("t", "dashboard.show", "Tableau de bord"),
    ("d", "data.show", "Données"),
    ("f", "making.show", "Fabrication"),
    ("e", "mailing.show", "Envois"),
    ("r", "returns.show", "Retours"),
    ("s", "signing.show", "Signer"),
    ("a", "amending.show", "Évaluer et modifier"),
    ("c", "timetable.show", "Calendrier"),
    ("m", "models.show", "Modèles"),
    ("j", "registry.show", "Registre"),
)
