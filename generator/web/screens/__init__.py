"""One module a screen: a view calls a run and shows its report."""

from generator.web.screens import dashboard, dossier, files, jobs, welcome

#: The blueprints of all screens.
ALL = (welcome.screen, jobs.screen, files.screen, dashboard.screen, dossier.screen)
