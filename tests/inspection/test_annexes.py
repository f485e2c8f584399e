"""What is looked at in a PDF before it is joined to packs, and where it will lie."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.errors import TemplateError
from generator.inspection import annexes
from generator.inspection.examination import look_at
from generator.pdf.conformity import conformity
from generator.project import Project
from generator.stages.reading import read_inspected
from generator.workers import Limits
from tests.annexes import accept_unclaimed, conformant, join, untagged
from tests.cases import cases
from tests.pdf.pages import add_page, add_tree
from tests.pdf.signing import MAYOR, sign


def encrypted(user: str) -> bytes:
    """Return a PDF that is protected, by a password to open it or not."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(untagged())) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user=user))
    return stream.getvalue()


def form(pdf: pikepdf.Pdf) -> None:
    """Give a PDF a field to fill in."""
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("nom")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def xfa(pdf: pikepdf.Pdf) -> None:
    """Make a PDF a form of Adobe's own kind."""
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


def script(pdf: pikepdf.Pdf) -> None:
    """Have a PDF do something when it is opened."""
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def opening(pdf: pikepdf.Pdf) -> None:
    """Run a script as the file opens, from the catalogue itself."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def launching(pdf: pikepdf.Pdf) -> None:
    """Start a program as a page closes."""
    pdf.pages[0].obj.AA = Dictionary(C=Dictionary(S=Name.Launch, F="cmd.exe"))


def attachment(pdf: pikepdf.Pdf) -> None:
    """Join a file to a PDF."""
    pdf.attachments["tarifs.csv"] = b"a;b"


def associated(holder: Callable[[pikepdf.Pdf], pikepdf.Object]) -> Callable[[pikepdf.Pdf], None]:
    """Have an object of a PDF say which file is joined to it, without the list of those that the whole PDF has."""

    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.make_stream(b"<x/>", Type=Name.EmbeddedFile)
        joined = Dictionary(Type=Name.Filespec, F=String("d.xml"), EF=Dictionary(F=data), AFRelationship=Name.Data)
        holder(pdf).AF = Array([joined])

    return change


def layers(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Give a PDF a layer, shown unless its defaults say otherwise."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Brouillon")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    return layer


def hidden_layers(pdf: pikepdf.Pdf) -> None:
    """Hide all layers of a PDF as it opens."""
    layers(pdf)
    pdf.Root.OCProperties.D.BaseState = Name.OFF


def hidden_layer(pdf: pikepdf.Pdf) -> None:
    """Hide a layer of a PDF as it opens."""
    layer = layers(pdf)
    pdf.Root.OCProperties.D.OFF = Array([layer])


def printed_layer(pdf: pikepdf.Pdf) -> None:
    """Have a layer hidden by what is done with the PDF: printed, for one."""
    layer = layers(pdf)
    layer.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    usage = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([layer]))
    pdf.Root.OCProperties.D.AS = Array([usage])


def inverted_layer(pdf: pikepdf.Pdf) -> None:
    """Show something only while a layer, which is shown, is hidden."""
    layer = layers(pdf)
    pdf.pages[0].obj.Resources.Properties = Dictionary(Oc1=Dictionary(Type=Name.OCMD, OCGs=layer, P=Name.AllOff))


def unsaved_state(pdf: pikepdf.Pdf) -> None:
    """Draw a page that restores a graphics state that it did not save: no wrapping makes that good."""
    pdf.pages[0].obj.Contents = pdf.make_stream(b"Q 0.3 0 0 0.3 0 0 cm q 3.3333 0 0 3.3333 0 0 cm Q")


def annotate(pdf: pikepdf.Pdf, bottom: float) -> None:
    """Put a stamp of somebody else's on a page."""
    drawn = pdf.make_stream(b"0 0 200 60 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 60]))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([390, bottom, 590, bottom + 60]), F=4)
    stamp.AP = Dictionary(N=drawn)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(stamp)])


def cmyk(pdf: pikepdf.Pdf) -> None:
    """Give a PDF the colours of a printing press."""
    profile = pdf.make_stream(b"icc", N=4)
    pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile)])


def spoilt() -> bytes:
    """Return a PDF that opens, with a colour profile of which the bytes were lost."""
    pdf, stream = pikepdf.open(io.BytesIO(conformant())), io.BytesIO()
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    raw = profile.read_raw_bytes()
    profile.write(raw[:60] + bytes(len(raw) - 60), filter=Name.FlateDecode)
    pdf.save(stream, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return stream.getvalue()


@cases(
    "data, said",
    (spoilt(), "est abîmé"),
    (encrypted("secret"), "protégé par un mot de passe"),
    (encrypted(""), "est chiffré"),
    (b"PK\x03\x04 a Word file", "n’est pas un PDF lisible"),
    (b"", "n’est pas un PDF lisible"),
    (untagged()[:300], "n’est pas un PDF lisible"),
    (untagged(pages=0), "n’a aucune page"),
    (untagged(lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", Array([0, 0, 0, 0]))), "n’a pas de dimensions"),
    (untagged(lambda pdf: setattr(pdf.pages[0].obj, "CropBox", Array([900, 0, 999, 9]))), "n’a pas de dimensions"),
)
def test_what_cannot_be_joined_at_all_is_refused(small_project: Project, data: bytes, said: str) -> None:
    """By check and by build alike, with the file."""
    join(small_project, "a.pdf", data)
    with pytest.raises(TemplateError) as caught:
        read_inspected(small_project)
    (problem,) = [one for one in caught.value.problems if one.level == "error"]
    assert problem.file == "a.pdf"
    assert said in problem.message


@cases(
    "change, said",
    (form, "formulaire à remplir"),
    (xfa, "formulaire XFA"),
    (script, "commandes (JavaScript"),
    (opening, "commandes (JavaScript"),
    (launching, "commandes (JavaScript"),
    (attachment, "fichiers y sont joints"),
    (associated(lambda pdf: pdf.Root), "fichiers y sont joints"),
    (associated(lambda pdf: pdf.pages[0].obj), "fichiers y sont joints"),
    (associated(lambda pdf: add_tree(pdf, {})), "fichiers y sont joints"),
    (hidden_layer, "calques masqués"),
    (hidden_layers, "calques masqués"),
    (printed_layer, "calques masqués"),
    (inverted_layer, "calques masqués"),
    (cmyk, "CMJN"),
    (unsaved_state, "mal formé"),
    (lambda pdf: annotate(pdf, 5), "cacherait le numéro"),
)
def test_what_binding_would_spoil_lies_beside_in_any_case(
    small_project: Project, change: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    """Although the campaign takes in what does not conform."""
    join(small_project, "a.pdf", untagged(change))
    accept_unclaimed(small_project)
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.annexes] == ["a-cote"]
    (problem,) = sources.about_templates
    assert said in problem.message


def test_what_conforms_lies_in_the_pack_without_a_word(small_project: Project) -> None:
    """Nothing is told of it."""
    join(small_project, "a.pdf", conformant())
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.annexes] == [""]
    assert sources.problems == ()


def test_an_annotation_that_hides_no_number_changes_nothing(small_project: Project) -> None:
    """Above the foot of a page."""
    join(small_project, "a.pdf", untagged(lambda pdf: annotate(pdf, 300)))
    accept_unclaimed(small_project)
    assert [piece.place for piece in read_inspected(small_project).campaign.annexes] == ["sans-mention"]


def test_layers_that_are_all_shown_lie_in_the_pack_without_a_word(small_project: Project) -> None:
    """Without their names, they are seen as before."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(conformant())) as pdf:
        pdf.pages[0].obj.Resources.Properties = Dictionary(Oc1=layers(pdf))
        pdf.save(stream)
    join(small_project, "a.pdf", stream.getvalue())
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.annexes] == [""]
    assert sources.problems == ()


def test_what_a_pdf_says_wrongly_of_itself_is_no_fault_of_its_pages(small_project: Project) -> None:
    """As LibreOffice exports it, without the schema that PDF/A asks for: the pack says it rightly."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(conformant())) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        start, end = packet.index(b"<pdfaExtension:schemas>"), packet.index(b"</pdfaExtension:schemas>")
        pdf.Root.Metadata.write(packet[:start] + packet[end + len(b"</pdfaExtension:schemas>") :])
        pdf.save(stream)
    (path := small_project.root / "a.pdf").write_bytes(stream.getvalue())
    assert {failure.check for failure in conformity(path)} == {"PDF/A-2a"}
    join(small_project, "a.pdf", stream.getvalue())
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.annexes] == [""]


def test_what_does_not_conform_lies_beside_unless_the_campaign_says_otherwise(small_project: Project) -> None:
    """Which checks it fails is told, and how to have it in the pack all the same."""
    join(small_project, "a.pdf", untagged())
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.pieces if piece.annexe] == ["a-cote"]
    (problem,) = sources.about_templates
    assert "PDF/A-2a : " in problem.message
    assert "balises : " in problem.message
    assert problem.message.endswith("il est donc joint à côté du dossier relié")
    assert 'annexes_non_conformes = "sans-mention"' in problem.remedy
    assert re.search(r"\d+ manquements?, dont « .+ »", problem.message)
    accept_unclaimed(small_project)
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.pieces if piece.annexe] == ["sans-mention"]
    assert "ne portent donc pas les mentions" in sources.about_templates[0].message


def test_nobody_is_sent_to_the_template_of_a_pdf(small_project: Project) -> None:
    """What would correct a Word template is not told of an annexe; whom to ask is."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(conformant())) as pdf:
        pdf.pages[0].contents_add(b"0 0 10 10 re f")
        pdf.save(stream)
    join(small_project, "a.pdf", stream.getvalue())
    (problem,) = read_inspected(small_project).about_templates
    assert "dont « page 1 : un dessin (bordure, trait, forme) n’est ni balisé ni décoratif »" in problem.message
    assert "ou demandez-le ainsi à qui l’a fait" in problem.remedy


def test_what_is_signed_lies_beside_with_its_signatures_told(small_project: Project) -> None:
    """Even when it conforms: to bind it would take its signature away."""
    join(small_project, "a.pdf", sign(conformant()))
    accept_unclaimed(small_project)
    sources = read_inspected(small_project)
    assert [piece.place for piece in sources.campaign.annexes] == ["a-cote"]
    (problem,) = sources.about_templates
    assert f"signature électronique : {MAYOR}" in problem.message
    assert "porte sur tout le fichier ; confiance non vérifiée" in problem.message
    assert "valide" not in problem.message


def test_what_takes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked at in a process of its own, which is stopped."""
    monkeypatch.setattr(annexes, "_LIMITS", Limits(0.05))
    assert annexes.examine(untagged(pages=900)).error.startswith("ce PDF demande trop de temps")


def test_what_printers_should_know_is_told(small_project: Project) -> None:
    """Pages that are not A4, turned ones apart, and an annexe of 120 pages for three communes."""

    def odd(pdf: pikepdf.Pdf) -> None:
        add_page(pdf, rotate=90)
        add_page(pdf, box=(0.0, 0.0, 842.0, 1191.0), rotate=270)

    join(small_project, "a.pdf", untagged(odd, pages=118))
    _, size, length = read_inspected(small_project).about_templates
    assert size.message == "il n’est pas tout entier en A4 (page 120 : 420 × 297 mm)"
    assert length.message == "120 pages, pour 3 communes : 360 pages à imprimer"


def test_what_the_debian_packages_hold_is_judged() -> None:
    """PDFs that nobody made for this test: whatever they are, they are judged without a fault of the program."""
    from pathlib import Path

    for path in sorted(Path("/usr/share/doc").rglob("*.pdf"))[:5]:
        found = look_at(path.read_bytes())
        assert found.error or found.pages
