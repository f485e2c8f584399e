"""What many pages carry alike, kept once: fonts, images and profiles that every source brought its own copy of."""

from __future__ import annotations

import hashlib

import pikepdf
from pikepdf import Array, Dictionary, Stream


def share_resources(pdf: pikepdf.Pdf) -> None:
    """Replace every resource of the pages by the first that is equal to it, down to the last byte of its streams."""
    shared = _Shared()
    for page in pdf.pages:
        if "/Resources" in page.obj:
            page.obj.Resources = shared.first_equal(page.obj.Resources)


class _Shared:
    def __init__(self) -> None:
        self._by_content: dict[bytes, pikepdf.Object] = {}
        self._settled: dict[tuple[int, int], pikepdf.Object] = {}

    def first_equal(self, resource: pikepdf.Object) -> pikepdf.Object:
        """Return the first object met that is equal to ``resource``, whose own parts are replaced likewise."""
        if not resource.is_indirect:
            self._settle_parts(resource)
            return resource
        if resource.objgen not in self._settled:
            self._settled[resource.objgen] = resource  # a resource that reaches itself stops here
            self._settle_parts(resource)
            self._settled[resource.objgen] = self._by_content.setdefault(_content(resource), resource)
        return self._settled[resource.objgen]

    def _settle_parts(self, resource: pikepdf.Object) -> None:
        if isinstance(resource, Stream):
            self._settle_parts(resource.stream_dict)
        elif b" R" not in resource.unparse(resolved=True):
            return  # it holds no object of its own, and may hold a thousand numbers
        elif isinstance(resource, Dictionary):
            for key, part in list(resource.items()):
                if isinstance(part, (Dictionary, Array, Stream)):
                    resource[key] = self.first_equal(part)
        elif isinstance(resource, Array):
            for position, part in enumerate(list(resource)):
                if isinstance(part, (Dictionary, Array, Stream)):
                    resource[position] = self.first_equal(part)


def _content(resource: pikepdf.Object) -> bytes:
    """Return what makes two resources equal; parts that are objects of their own count by their identity."""
    digest = hashlib.sha256()
    if isinstance(resource, Stream):
        entries = {key: part for key, part in resource.stream_dict.items() if key != "/Length"}
        digest.update(Dictionary(entries).unparse())
        digest.update(resource.read_raw_bytes())
    else:
        digest.update(resource.unparse(resolved=True))
    return digest.digest()
