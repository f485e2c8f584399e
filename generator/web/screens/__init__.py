"""One module a screen: a view calls a run and shows its report."""

from generator.web.screens import dashboard, data, files, imports, jobs, mailing, reviewing, signing, welcome

#: The blueprints of all screens.
ALL = (
    welcome.screen,
    jobs.screen,
    files.screen,
    dashboard.screen,
    data.screen,
    imports.screen,
    mailing.screen,
    reviewing.screen,
    signing.screen,
)
