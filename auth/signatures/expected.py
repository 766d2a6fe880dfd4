"""Who must have signed."""

from dataclasses import dataclass, field

from auth.certificates.profiles import Profile


@dataclass(frozen=True, slots=True)
class ExpectedSigner:
    """`iin` and `bin`: the only ones accepted; None: any that the profile accepts."""

    profile: Profile
    iin: str | None = field(default=None, repr=False)
    bin: str | None = None
