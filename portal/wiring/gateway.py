"""The gateway's services, and the act that each message leads to at the receiving end."""

from portal.applications.arrive import arrive, recalled
from portal.applications.submit import RECALL, REQUEST

SERVICES = {REQUEST: arrive, RECALL: recalled}
