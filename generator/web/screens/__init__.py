"""One module a screen: a view calls a run and shows its report."""

import importlib
import pkgutil

_MODULES = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
#: The blueprints of all screens; several modules may hold the views of one.
ALL = tuple({module.screen.name: module.screen for module in _MODULES if hasattr(module, "screen")}.values())
