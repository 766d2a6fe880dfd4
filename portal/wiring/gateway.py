"""The gateway's services, and the act that each message leads to at the receiving end."""

from portal.applications.submit import RECALL, REQUEST
from portal.applications.work import arrive, recalled

SERVICES = {REQUEST: arrive, RECALL: recalled}
