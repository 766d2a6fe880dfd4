"""Make and send a citizen's request, for journeys about something else."""

from e2e.kit.keys import Key
from e2e.kit.people import Persona
from e2e.kit.screens.cabinet import Application, Sent, Service
from e2e.kit.screens.form import Category, Consent, Draft, Family, Section, person_answers
from e2e.kit.screens.signing import SignRequest
from e2e.kit.window import Window

LARGE_FAMILY = "10"


def complete_draft(window: Window, person: Persona, provider: str = "oral") -> Draft:
    """Fill in the shortest request there is, which needs no document."""
    draft = Draft(window, Service(window).open().start())
    about = Section(window, draft.path, "person")
    about.open()
    about.fill(person_answers(person))
    about.go_on()
    category = Category(window, draft.path)
    category.choose("vulnerable", "1", provider, stratum=LARGE_FAMILY)
    category.go_on()
    Family(window, draft.path).live_alone()
    consent = Consent(window, draft.path).open()
    consent.agree()
    consent.go_on()
    draft.expect_complete()
    return draft


def send(draft: Draft, key: Key) -> Application:
    """Sign the request with the command on the page, and wait until it is delivered to the provider."""
    draft.check_and_sign()
    SignRequest(draft.window, draft.path).sign(key)
    application = Sent(draft.window, draft.path).follow()
    application.wait_for("delivered")
    return application
