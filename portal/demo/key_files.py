"""The signing keys of the demonstration's people, in its data folder."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from portal.demo.new_keys import write_once
from portal.demo.people import PEOPLE, PROVIDERS, DemoPerson
from portal.kernel.language import Language
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.holders import Citizen, Employee

_DAY, _YEAR = timedelta(days=1), timedelta(days=365)


def issue_keys(data: Path, authority: DemoAuthority, now: datetime) -> None:
    """Issue a key to each person without a key file, valid from one day before `now` for 365 days."""
    for person in PEOPLE:
        write_once(key_file(data, person), partial(_issue, authority, person, now))


def key_folder(data: Path) -> Path:
    return data / "keys"


def key_file(data: Path, person: DemoPerson) -> Path:
    """Private key, certificate and the issuing authority's certificate, in PEM."""
    return key_folder(data) / f"{person.key}.pem"


def holder(person: DemoPerson) -> Citizen:
    """The person as in a certificate; an official with the provider as organisation."""
    names = (person.iin, person.surname, person.given_name, person.patronymic)
    if person.role is None:
        return Citizen(*names)
    provider = next(provider for provider in PROVIDERS if provider.code == person.provider)
    return Employee(*names, organisation=provider.name[Language.KAZAKH], bin=provider.bin)


def _issue(authority: DemoAuthority, person: DemoPerson, now: datetime) -> bytes:
    return authority.issue(holder(person), not_before=now - _DAY, not_after=now + _YEAR).pem
