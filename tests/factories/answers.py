"""A citizen's answers to the form, complete and without faults."""

from portal.applications.request_document import FORM_VERSION

ANSWERS = {
    "surname": "Сынақова",
    "given_name": "Әсел",
    "patronymic": "Үлгіқызы",
    "addr_reg": "Орал қаласы, Абай даңғылы, 5-үй, 12-пәтер",
    "addr_live": "Орал қаласы, Абай даңғылы, 5-үй, 12-пәтер",
    "phone": "+77010000000",
    "email": "assel@example.kz",
    "provider": "oral",
    "fund": "either",
    "category": "orphan",
    "communal_dwelling": "no",
    "need_ground": "1",
    "alone": "yes",
    "consent_housing": FORM_VERSION,
    "consent_secret": FORM_VERSION,
    "consent_data": FORM_VERSION,
    "liability": FORM_VERSION,
}
"""An orphan without a dwelling, who needs no document."""

PUBLIC_SERVANT = {**ANSWERS, "category": "public", "cosmonaut": "no"}
"""A public servant, who needs a certificate from the place of work."""


def of_section(answers: dict[str, str], *codes: str) -> dict[str, str]:
    return {code: answers[code] for code in codes if code in answers}


PERSON = of_section(ANSWERS, "surname", "given_name", "patronymic", "addr_reg", "addr_live", "phone", "email")
CATEGORY = of_section(PUBLIC_SERVANT, "provider", "fund", "category", "cosmonaut", "communal_dwelling", "need_ground")
CONSENT = of_section(ANSWERS, "consent_housing", "consent_secret", "consent_data", "liability")
