"""Write the table of the official names of communes from the JSON of @etalab/decoupage-administratif.

Usage: npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-6.0.0.tgz
       python scripts/official-communes.py package/data/communes.json 2026

The year is that of the Code officiel géographique that the version holds (the package's README says which).
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "generator" / "inputs" / "cog" / "communes.txt.gz"


def main(source: str, year: str) -> None:
    """Write the year, then a line a commune: its code, its type of name (empty where INSEE gives none), its name."""
    communes = json.loads(Path(source).read_text(encoding="utf-8"))
    lines = sorted(
        f"{commune['code']}\t{commune.get('typeLiaison', '')}\t{commune['nom']}"
        for commune in communes
        if commune["type"] == "commune-actuelle"
    )
    text = "\n".join([year, *lines, ""])
    TABLE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{TABLE} : {len(lines)} communes, {TABLE.stat().st_size} octets")


if __name__ == "__main__":
    main(*sys.argv[1:])
