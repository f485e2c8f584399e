"""Which conventions a build would make again: told from what it would read, without a word rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.dossiers.fingerprints import sha256, snapshot
from generator.dossiers.manifest import Manifest
from generator.dossiers.plan import Dependencies
from generator.dossiers.records import is_printed
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.law.authorisation import authorising
from generator.register.standing import Standing

#: The columns of communes.csv by which a town hall is reached: a change of them alone makes no convention old.
_CONTACTS = ("courriel", "telephone")


@dataclass(frozen=True)
class Freshness:
    """What an output was made of, held against the inputs of today.

    ``common`` tells that a value of campaign.toml which documents can say, or the template of one that is signed, is
    another one.
    """

    sources: Sources
    manifest: Manifest
    common: bool
    dependencies: Dependencies = field(repr=False)

    @classmethod
    def of(cls, sources: Sources, manifest: Manifest) -> Freshness:
        """Hold the inputs against those of the last build."""
        before, campaign = manifest.inputs, sources.campaign
        common = _printed(before.campaign) != _printed(snapshot(campaign)) or any(
            before.templates.get(piece.kind) != sha256(sources.templates[piece.kind])
            for piece in campaign.pieces
            if piece.templated and piece.a_signer
        )
        return cls(sources, manifest, common, Dependencies(sources))

    def outdated(self, commune: Commune, standing: Standing) -> bool:
        """Tell whether what is to be signed of a convention was made of other data, settings or templates.

        A new version of the program, which may well write the same words, is none of those.
        """
        inputs = self.manifest.inputs
        was, apart = inputs.communes.get(commune.insee), inputs.of_commune(commune.insee) is not inputs
        if not self.common and not apart and (was is None or _said(was) == _said(commune.row)):
            return False
        campaign = self.sources.campaign
        pieces = campaign.documents(note_de_synthese=commune.note_de_synthese, names=commune.names)
        signed = tuple(piece for piece in pieces if piece.a_signer)
        planned = self.dependencies.documents(commune, standing.number, signed, authorising(standing.deliberation))
        made = ((one, self.manifest.document(standing.number, one.kind)) for one in planned)
        return any(record is not None and record.inputs_sha256 != one.inputs_sha256 for one, record in made)


def _printed(campaign: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in campaign.items() if is_printed(name)}


def _said(row: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that are not empty, but those of ``_CONTACTS``."""
    return {column: cell for column, cell in row.items() if cell and column not in _CONTACTS}
