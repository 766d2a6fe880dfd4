"""The business document of our own services: named fields with texts."""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from portal.gateway.xml import Malformed, children, local_name, read_xml, to_text
from portal.kernel.outcomes import Refused

_NAMESPACE = "urn:kezek:gateway:v1"


def write_fields(fields: Mapping[str, str]) -> str:
    """The document, in the order of the mapping. Raises ValueError for characters that XML cannot hold."""
    root = etree.Element(f"{{{_NAMESPACE}}}fields", nsmap={"k": _NAMESPACE})
    for name, text in fields.items():
        etree.SubElement(root, f"{{{_NAMESPACE}}}field", name=name).text = text
    return to_text(root)


def read_fields(document: str) -> Mapping[str, str] | Refused:
    """The fields of a document; Refused if a name occurs twice."""
    try:
        root = read_xml(document.encode())
    except Malformed:
        return Refused("gateway_fields")
    found = children(root, "field")
    fields = {element.get("name", ""): element.text or "" for element in found if not len(element)}
    if local_name(root) != "fields" or len(fields) != len(root) or "" in fields:
        return Refused("gateway_fields")
    return MappingProxyType(fields)
