"""Cut the program's own font to the usual characters again: what generator/pdf/fonts/*.json hold, which a test asks."""

from __future__ import annotations

from generator.pdf.font import Weight, usual_file, usual_subset

for weight in Weight:
    usual_file(weight).write_text(usual_subset(weight), encoding="utf-8")
