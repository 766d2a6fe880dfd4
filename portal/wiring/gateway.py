"""The gateway's services, each with the act at the receiving end."""

from portal.applications.deliver import deliver_recall, deliver_request
from portal.applications.submit import RECALL, REQUEST

SERVICES = {REQUEST: deliver_request, RECALL: deliver_recall}
