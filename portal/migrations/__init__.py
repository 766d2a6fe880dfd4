"""The database's schema, step by step."""

from auth.accounts import tables as accounts
from auth.federation import tables as federation
from auth.limits import tables as limits
from auth.sessions import tables as sessions
from portal.applications import tables as applications
from portal.database import tables as database
from portal.documents import tables as documents
from portal.gateway import tables as gateway
from portal.journal import tables as journal
from portal.messages import tables as messages
from portal.notices import tables as notices
from portal.outbox import tables as outbox
from portal.providers import tables as providers
from portal.queue import tables as queue
from portal.signing import tables as signing

TABLES = (
    accounts,
    sessions,
    applications,
    database,
    documents,
    federation,
    gateway,
    journal,
    limits,
    messages,
    notices,
    outbox,
    providers,
    queue,
    signing,
)
"""Every module of tables: a migration compares the database with all of them."""
