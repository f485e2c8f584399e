"""The instructions of a content stream, told by their spelling or parsed."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

from generator.pdf import instructions
from generator.pdf.instructions import SHOWING, Strings, name_in, read_instructions
from tests.cases import cases


def told(content: bytes) -> list[tuple[str, str, bytes]]:
    """Return the operator of each instruction of a content, its name and what it shows."""
    with pikepdf.new() as pdf:
        found = read_instructions(pdf.make_stream(content))
    shown = [Strings().shown(operands) if operator in SHOWING else b"" for operands, operator in found]
    return [
        (operator.decode(), name_in(operands), text) for (operands, operator), text in zip(found, shown, strict=True)
    ]


@cases(
    "spelt, shown",
    (rb"(plain)", b"plain"),
    (rb"(a\(b\)\\\n\t)", b"a(b)\\\n\t"),
    (rb"(\101\0602\7)", b"A02\x07"),
    (rb"(\400\q)", b"\x00q"),
    (b"(cut\\\nhere)", b"cuthere"),
    (b"<41 4\n2 4>", b"AB@"),
    (b"(in (brackets))", b"in (brackets)"),
    (b"(two\r\nlines)", b"two\nlines"),
    (b"(a) % (b) Tj\n", b"a"),
)
def test_a_text_is_read_as_a_parser_reads_it(spelt: bytes, shown: bytes) -> None:
    """Escapes, codes and hexadecimal digits are told; nested brackets, bare returns and comments are parsed."""
    with pikepdf.new() as pdf:
        [parsed] = pikepdf.parse_content_stream(pdf.make_stream(spelt + b" Tj"))
    assert bytes(parsed.operands[0]) == shown
    assert told(spelt + b" Tj") == [("Tj", "", shown)]


def test_what_shows_nothing_is_left_out() -> None:
    """Texts that spell operators are texts, whatever stands around them; names are read as they are meant."""
    content = (
        b"q 1 0 0 1 .5 -2 cm/P <</MCID 3/ActualText(BT)>>BDC BT /F#31 10 Tf[(Q) -3<51>]TJ 0 0 0 rg(ET)' ET EMC\n"
        b"/Artifact BMC 0 0 5 5 re f* /Im0 Do EMC Q\n"
    )
    assert told(content) == [
        ("BDC", "/P", b""),
        ("Tf", "/F1", b""),
        ("TJ", "", b"QQ"),
        ("'", "", b"ET"),
        ("EMC", "", b""),
        ("BMC", "/Artifact", b""),
        ("Do", "/Im0", b""),
        ("EMC", "", b""),
    ]


def test_an_image_within_the_stream_is_told() -> None:
    """Its bytes, which may spell anything, are no instructions."""
    content = b"(a) Tj BI /W 1 /H 1 /BPC 8 /CS /G ID ( EI (b) Tj"
    assert [operator for operator, _, _ in told(content)] == ["Tj", "BI", "Tj"]


def test_no_pattern_of_the_program_repeats_a_group_possessively() -> None:
    """Python before 3.11.5, Debian 12's own among them, reads it wrong or fails (gh-106052); of a sign it is sound."""
    wrong = re.compile(r"\)[*+?]\+|\(\?>")
    package = Path(instructions.__file__).parents[1]
    found = [path.name for path in sorted(package.rglob("*.py")) if wrong.search(path.read_text(encoding="utf-8"))]
    assert found == []
