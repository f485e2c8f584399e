"""The text of a message to communes, filled for each; what may cost too much is filled elsewhere, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

from generator.delivery.letter import Letter, LetterTemplate
from generator.inputs.campaign import Campaign
from generator.inputs.pieces import Piece
from generator.rendering.costs import is_tame
from generator.rendering.templates import given_up
from generator.workers import FOREIGN, Workers

#: What one dossier gives to a message: its values, its commune's name, the documents of its pack.
_Given = tuple[Mapping[str, Any], str, Sequence[Piece]]


class Cover:
    """The text of a file of the campaign; raises TemplateError when it is no message."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._template = LetterTemplate(data, name)
        self._tame = is_tame(data)

    def write(
        self, context: Mapping[str, Any], campaign: Campaign, commune: str, pack: Sequence[Piece], workers: Workers
    ) -> Letter:
        """Return the message of one dossier, as ``LetterTemplate`` writes it; raises TemplateError, Cancelled."""
        if self._tame:
            return self._template.write(context, campaign, commune, pack)
        fill = partial(_fill, self._data, self._name, campaign)
        given = [(context, commune, pack)]
        ((_, letter),) = workers.imap(fill, given, lost=partial(_give_up, self._name), worth=1, limits=FOREIGN)
        return letter


def _fill(data: bytes, name: str, campaign: Campaign, given: _Given) -> Letter:
    context, commune, pack = given
    return LetterTemplate(data, name).write(context, campaign, commune, pack)


def _give_up(name: str, given: _Given) -> NoReturn:
    raise given_up(name, given[1])
