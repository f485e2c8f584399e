"""The columns of communes.csv that a document depends on, by what its template read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from generator.inputs.communes import ORDER_COLUMN, SLOT_COLUMNS
from generator.rendering.fields import Fields

#: The columns of a campaign's communes.csv that say which signed act a convention succeeds to; the second one, with the
#: day of that act, is that of older campaigns.
SUCCEEDED, SUCCEEDED_ON = "succede_a", "succede_a_signee_le"
#: The columns of communes.csv behind the values that are computed of several of them.
BEHIND: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "commune.appel_maire": frozenset({"civilite_maire", "titre_maire"}),
        "commune.prefecture": frozenset({"departement", "arrondissement"}),
        "commune.le_maire": frozenset({"civilite_maire", "titre_maire"}),
        "conseil.delai_convocation": frozenset({"population_conseil", "population_municipale"}),
        "conseil.note_de_synthese": frozenset({"population_conseil", "population_municipale"}),
        "conseil.publication_electronique": frozenset({"population_totale", "population_municipale"}),
        "conseil.droit_local": frozenset({"insee"}),
        "convention.succede_a": frozenset({SUCCEEDED, SUCCEEDED_ON}),
        "conseil.a_designer": frozenset({"civilite_maire", "prenom_maire", "nom_maire"}),
        "commune.appel": frozenset({"civilite_maire", "prenom_maire", "nom_maire", "titre_maire"}),
        "commune.destinataire": frozenset({"civilite_maire", "prenom_maire", "nom_maire"}),
        "signataire.arrete": frozenset({ORDER_COLUMN}),
        **{
            f"signataire.{part}": frozenset({f"{part}_maire", f"signataire_{part}"})
            for part in ("civilite", "prenom", "nom", "titre")
        },
    }
)
#: The groups that hold values of a commune's row.
OWN_GROUPS = ("commune", "conseil", "signataire", "convention")


def columns_read(context: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of communes.csv that a document rendered from ``context`` may depend on."""
    read: set[str] = context["commune"]._read
    groups = [context[name] for name in OWN_GROUPS if isinstance(context[name], Fields)]
    named = {f"{group!r}.{name}" for group in groups for name in group._read}
    return frozenset(read.union(SLOT_COLUMNS, *(BEHIND[name] for name in named & BEHIND.keys())))
