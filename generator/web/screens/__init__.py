"""One module a screen: a view calls a run and shows its report."""

from generator.web.screens import checking, dashboard, data, files, imports, jobs, mailing, making, signing, welcome

#: The blueprints of all screens.
ALL = (
    welcome.screen,
    jobs.screen,
    files.screen,
    dashboard.screen,
    data.screen,
    imports.screen,
    making.screen,
    checking.screen,
    mailing.screen,
    signing.screen,
)
