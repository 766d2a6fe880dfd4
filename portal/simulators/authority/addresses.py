"""The authority's addresses, which its certificates contain."""

from dataclasses import dataclass

from portal.simulators.authority.keys import Family

DEFAULT = "http://127.0.0.1:8081"
"""Next to a portal on its default port."""
_SUFFIXES = {Family.RSA: "", Family.GOST: "_gost"}


def title(what: str, family: Family) -> str:
    """The name of a file of this family; those of the RSA family have no suffix."""
    return what + _SUFFIXES[family]


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base`: the authority's address, without a trailing slash."""

    base: str = DEFAULT

    @property
    def page(self) -> str:
        return f"{self.base}/"

    @property
    def ocsp(self) -> str:
        return f"{self.base}/ocsp"

    @property
    def tsp(self) -> str:
        return f"{self.base}/tsp"

    def root_crl(self, family: Family) -> str:
        return self.crl(title("root", family))

    def issuing_crl(self, family: Family) -> str:
        return self.crl(title("issuing", family))

    def issuing_delta(self, family: Family) -> str:
        return self.crl(title("issuing_d", family))

    def crl(self, name: str) -> str:
        return f"{self.base}/crl/{name}.crl"

    def root_certificate(self, family: Family) -> str:
        return f"{self.base}/cert/{title('root', family)}.cer"

    def issuing_certificate(self, family: Family) -> str:
        return f"{self.base}/cert/{title('issuing', family)}.cer"

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list, each base before its delta."""
        return tuple(
            address(family) for family in Family for address in (self.root_crl, self.issuing_crl, self.issuing_delta)
        )
