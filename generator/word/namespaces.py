"""The namespaces of what a DOCX holds beside Word's own elements (ISO/IEC 29500-1 and -3), as lxml writes them."""

from __future__ import annotations

#: What names a part or an address, by the identifier of a link of the part that holds it.
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: One thing in two forms, and the form that only old programs show.
TWO_FORMS = COMPATIBILITY + "AlternateContent"
FALLBACK = COMPATIBILITY + "Fallback"
#: What is drawn; where it is placed in the text; pictures; shapes that bear text; shapes as older versions wrote them.
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
OLD_SHAPE = "{urn:schemas-microsoft-com:vml}"
#: The properties of a file (Dublin Core).
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
