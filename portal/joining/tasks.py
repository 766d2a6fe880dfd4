"""The handler of each kind of task in the outbox."""

from dataclasses import dataclass, field

from portal.documents.check import CheckHandler
from portal.documents.discard import DiscardHandler
from portal.documents.scanner import Clamd
from portal.documents.tasks import CHECK, DISCARD
from portal.documents.workers import Workers
from portal.gateway.deliver import deliver
from portal.gateway.send import DELIVER
from portal.joining.gateway import gateway_line
from portal.joining.parts import Parts
from portal.joining.trust import time_stamping_authority
from portal.notices.lifecycle import RENDER
from portal.notices.pdf_worker import PdfWorker
from portal.notices.render import RenderNotice
from portal.outbox.work import Handler
from portal.signing.receive import CHECK_AGAIN, LOOK_AGAIN, TIME_STAMP
from portal.signing.time_stamping import AskForTimeStamp
from portal.wiring.check_again import CheckAgain
from portal.wiring.look_again import LookAgain


@dataclass(frozen=True, slots=True)
class Processes:
    """Child processes for heavy work. Each is started by its first task."""

    scans: Workers = field(default_factory=Workers)
    pdfs: PdfWorker = field(default_factory=PdfWorker)

    def close(self) -> None:
        self.scans.close()
        self.pdfs.close()


def task_handlers(parts: Parts, processes: Processes) -> dict[str, Handler]:
    """Return the handler of each kind of task. Without a gateway in the settings, messages to it wait in the outbox."""
    settings, transactions, clock = parts.settings, parts.transactions, parts.clock
    authority = time_stamping_authority(settings, parts.client)
    handlers: dict[str, Handler] = {
        CHECK: CheckHandler(parts.scan_quarantine, parts.scan_files, Clamd(settings.scanner), processes.scans, clock),
        DISCARD: DiscardHandler(parts.scan_quarantine),
        RENDER: RenderNotice(transactions, parts.rendering, parts.notice_files, processes.pdfs, settings.static),
        CHECK_AGAIN: CheckAgain(transactions, parts.verifier, clock),
        LOOK_AGAIN: LookAgain(transactions, parts.verifier, clock),
        TIME_STAMP: AskForTimeStamp(transactions, authority, parts.trust, clock),
    }
    line = gateway_line(settings.gateway, parts.client)
    return handlers | ({DELIVER: deliver(line, transactions, clock)} if line else {})
