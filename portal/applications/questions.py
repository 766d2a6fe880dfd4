"""The questions of the request form, section by section (clause R-10.5).

Annex 1 of the Standard asks for name, address, fund and consent alone. The rest is asked because the registers and the
lists need it: who, where, in which category, on what grounds, with whom. A text that is signed, or a question that is
asked otherwise, makes a new FORM_VERSION; how it stood before goes to `earlier_forms.py`.
"""

from portal.applications.question import Option, Question, Section
from portal.applications.request_document import FORM_VERSION
from portal.kernel.language import N_
from portal.reading.choices import one_of, some_of, something_chosen
from portal.reading.contacts import email_address, phone_number
from portal.reading.field import Reader, optional
from portal.reading.names import person_name
from portal.reading.text import required_text
from portal.regulation.standard import CATEGORIES, FUNDS, NEED_GROUNDS, STRATA, offered

VULNERABLE = "vulnerable"
PUBLIC = "public"
EMERGENCY = "emergency"

_NO_AND_YES = (Option("no", N_("No")), Option("yes", N_("Yes")))
_FUNDS = tuple(Option(row.code, row.label) for row in FUNDS.values())
_CATEGORIES = tuple(Option(row.code, row.label, row.note) for row in CATEGORIES.values())
_GROUPS = tuple(Option(row.code, row.label) for row in STRATA.values() if row.counts)
_GROUNDS = tuple(Option(row.code, row.label, row.note) for row in offered(NEED_GROUNDS).values())
_TICK = (Option(FORM_VERSION, N_("Yes")),)
"""A tick's value is the version of the form, so that a tick given to an earlier text does not count."""
_NO_SURNAME = (Option("yes", N_("Yes")),)


def _one_of(options: tuple[Option, ...], message: str) -> Reader:
    return one_of([option.code for option in options], message)


PERSON = Section(
    "person",
    N_("About you"),
    (
        Question(
            "surname",
            N_("Surname"),
            person_name(N_("Surname")),
            clause="S-A1",
            attributes={"autocomplete": "family-name"},
            unless=("no_surname", "yes"),
        ),
        Question(
            "no_surname",
            N_("My document has one name only, without a surname"),
            optional(_one_of(_NO_SURNAME, N_("Choose one answer"))),
            ours=True,
            optional=True,
            kind="checkbox",
            hint=N_("Then write it as the given name"),
            options=_NO_SURNAME,
            short=N_("Without a surname"),
        ),
        Question(
            "given_name",
            N_("Given name"),
            person_name(N_("Given name")),
            clause="S-A1",
            attributes={"autocomplete": "given-name"},
        ),
        Question(
            "patronymic",
            N_("Patronymic (if any)"),
            optional(person_name(N_("Patronymic (if any)"))),
            clause="S-A1",
            attributes={"autocomplete": "additional-name"},
        ),
        Question(
            "addr_reg",
            N_("Registered address"),
            required_text(N_("Registered address")),
            hint=N_("Town or village, street, house, flat"),
            clause="S-A1",
            attributes={"autocomplete": "street-address"},
        ),
        Question(
            "addr_live",
            N_("Actual address"),
            required_text(N_("Actual address")),
            hint=N_("Where you live now. It may be the same."),
            ours=True,
        ),
        Question(
            "phone",
            N_("Mobile phone number"),
            phone_number,
            hint=N_("For example: +7 701 000 00 00"),
            ours=True,
            attributes={"autocomplete": "tel", "inputmode": "tel", "type": "tel"},
        ),
        Question(
            "email",
            N_("E-mail address"),
            optional(email_address),
            ours=True,
            optional=True,
            attributes={"autocomplete": "email", "inputmode": "email"},
        ),
    ),
    N_("Write your name as it stands in your identity document."),
)

CATEGORY = Section(
    "category",
    N_("Category and ground"),
    (
        Question(
            "provider",
            N_("Where do you live permanently? You are registered there."),
            something_chosen(N_("Choose the place from the list")),
            kind="provider",
            short=N_("Place"),
            clause="S-A1",
        ),
        Question(
            "fund",
            N_("Which dwelling do you ask for?"),
            _one_of(_FUNDS, N_("Choose the dwelling you ask for")),
            kind="radios",
            short=N_("Dwelling asked for"),
            clause="S-A1",
            options=_FUNDS,
        ),
        Question(
            "category",
            N_("Which category are you in?"),
            _one_of(_CATEGORIES, N_("Choose the category")),
            kind="radios",
            short=N_("Category"),
            clause="S-7",
            options=_CATEGORIES,
        ),
        Question(
            "stratum",
            N_("If you chose socially vulnerable groups: which one?"),
            _one_of(_GROUPS, N_("Choose the group you belong to")),
            kind="select",
            short=N_("Socially vulnerable group"),
            clause="S-7.1.3",
            options=_GROUPS,
            only_if=("category", VULNERABLE),
        ),
        Question(
            "cosmonaut",
            N_("If you chose public servants: are you a cosmonaut or a cosmonaut candidate?"),
            _one_of(_NO_AND_YES, N_("Say whether you are a cosmonaut or a cosmonaut candidate")),
            kind="select",
            short=N_("Cosmonaut or cosmonaut candidate"),
            clause="S-9.2",
            options=_NO_AND_YES,
            only_if=("category", PUBLIC),
        ),
        # Ground 3 of item 7: asked of everybody, because having no communal dwelling is no need by itself.
        Question(
            "communal_dwelling",
            N_(
                "Do you, or the family members who permanently live with you, have a dwelling from the communal "
                "housing fund in permanent use in this town or village?"
            ),
            _one_of(_NO_AND_YES, N_("Say whether you have a dwelling from the communal housing fund")),
            kind="radios",
            short=N_("Dwelling from the communal housing fund in permanent use"),
            clause="S-7.3.3",
            options=_NO_AND_YES,
        ),
        # An emergency home is no ground of item 7 part 3: the conclusion on it is all that item 9 asks for.
        Question(
            "need_ground",
            N_("Why do you need a dwelling?"),
            some_of([row.code for row in _GROUNDS], N_("Choose the ground")),
            kind="checkboxes",
            hint=N_(
                "Tick everything that is true of you. Whoever is in the category of emergency homes need not answer."
            ),
            short=N_("Ground of need"),
            clause="S-7",
            options=_GROUNDS,
            unless=("category", EMERGENCY),
        ),
    ),
)

CONSENT = Section(
    "consent",
    N_("Consents and liability"),
    (
        Question(
            "consent_housing",
            N_(
                "I do not object to a check whether I and the family members who permanently live with me have a "
                "dwelling from the communal housing fund in permanent use in this town or village"
            ),
            _one_of(
                _TICK,
                N_("Tick that you do not object to the check of communal housing. Otherwise you cannot apply."),
            ),
            kind="checkbox",
            clause="S-A1",
            options=_TICK,
        ),
        # Item 9(1) has the centre take this consent in writing; of the portal the Standard says nothing.
        Question(
            "consent_secret",
            N_("I agree to the use of legally protected data held in information systems"),
            _one_of(_TICK, N_("Tick that you agree to the use of legally protected data. Otherwise you cannot apply.")),
            kind="checkbox",
            clause="S-9.1",
            ours=True,
            options=_TICK,
        ),
        Question(
            "consent_data",
            N_("I agree to the collection and processing of my personal data"),
            _one_of(
                _TICK, N_("Tick that you agree to the processing of your personal data. Otherwise you cannot apply.")
            ),
            kind="checkbox",
            ours=True,
            options=_TICK,
        ),
        Question(
            "liability",
            N_("I confirm that the data are true. I have been warned of the liability for false data."),
            _one_of(_TICK, N_("Tick that the data are true and that you have been warned of the liability")),
            kind="checkbox",
            ours=True,
            options=_TICK,
        ),
    ),
)

SECTIONS = {section.code: section for section in (PERSON, CATEGORY, CONSENT)}
"""The sections of plain questions. Family and documents are lists with pages of their own."""
