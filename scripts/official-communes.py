"""Write the table of the official names and SIREN of communes from the JSON of @etalab/decoupage-administratif.

Usage: npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-6.0.0.tgz
       python scripts/official-communes.py package/data/communes.json 2026

The year is that of the Code officiel géographique that the version holds (the package's README says which).
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "generator" / "inputs" / "cog" / "communes.txt.gz"


def main(source: str, year: str) -> None:
    """Write the year, then a line a commune: its code, its type of name (empty where INSEE gives none), its name.

    Then comes its SIREN, where its code does not tell it (``usual_siren``).
    """
    sys.path.insert(0, str(ROOT))
    from generator.law.identifiers import usual_siren

    communes = json.loads(Path(source).read_text(encoding="utf-8"))

    def unusual(commune: dict[str, str]) -> list[str]:
        siren = commune.get("siren", "")
        return [siren] * (siren != usual_siren(commune["code"]))

    lines = sorted(
        "\t".join((commune["code"], str(commune.get("typeLiaison", "")), commune["nom"], *unusual(commune)))
        for commune in communes
        if commune["type"] == "commune-actuelle"
    )
    text = "\n".join([year, *lines, ""])
    TABLE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{TABLE} : {len(lines)} communes, {TABLE.stat().st_size} octets")


if __name__ == "__main__":
    main(*sys.argv[1:])
