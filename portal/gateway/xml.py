"""XML from outside: UTF-8, of bounded size, without a document type, so without entities (SOAP 1.1, 3)."""

from lxml import etree

Element = etree._Element  # noqa: SLF001 -- the public name of this type does not exist
MOST_BYTES = 256 * 1024


class Malformed(Exception):
    """Not the document expected. The function that reads a whole document catches it and returns a value."""


def read_xml(raw: bytes) -> Element:
    """The root element; raises Malformed. Comments and processing instructions are left out."""
    if len(raw) > MOST_BYTES:
        raise Malformed("too large")
    try:
        text = raw.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise Malformed("a document type")
        return etree.fromstring(text.encode(), _parser())
    except (UnicodeDecodeError, etree.XMLSyntaxError) as error:
        raise Malformed(type(error).__name__) from None


def _parser() -> etree.XMLParser:
    """A new one for each document: parsers keep state. UTF-8 overrides the encoding that a document declares."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def local_name(element: Element) -> str:
    """The name without its namespace: the gateway's own programs spell namespaces in several ways."""
    return etree.QName(element).localname


def children(parent: Element, name: str) -> list[Element]:
    return [child for child in parent if local_name(child) == name]


def child(parent: Element, *path: str) -> Element:
    """The one element at the end of the path; raises Malformed where there is none, or more than one."""
    for name in path:
        found = children(parent, name)
        if len(found) != 1:
            raise Malformed(f"{len(found)} elements {name}")
        parent = found[0]
    return parent


def text_at(parent: Element, *path: str) -> str:
    """The text of an element; "" if it is empty. Raises Malformed if the element has elements in it."""
    element = child(parent, *path)
    if len(element):
        raise Malformed("elements in place of text")
    return element.text or ""


def put_text(parent: Element, name: str, text: str) -> None:
    """An unqualified child with a text. Raises ValueError for characters that XML cannot hold."""
    etree.SubElement(parent, name).text = text


def to_text(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def to_bytes(root: Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
