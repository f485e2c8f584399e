"""Lengths as PDF counts them (ISO 32000-1, 8.3.2.3): in points, of which an inch has 72."""

from __future__ import annotations

INCH = 72
CENTIMETRE = INCH / 2.54
#: The sides of an A4 page, the shorter one first.
A4 = (595.28, 841.89)
#: The top right corner of every page, kept free for the prefecture's stamp: its width and height, in centimetres.
STAMP_CORNER = (8, 3)
