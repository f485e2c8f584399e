"""A workspace on which stages are tried."""

from __future__ import annotations

import pytest

from generator.project import Project
from generator.stages.workspace import Workspace
from tests.stages.outputs import workspace


@pytest.fixture
def space(small_project: Project) -> Workspace:
    """Return a workspace on the empty output of three communes."""
    return workspace(small_project)
