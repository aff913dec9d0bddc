"""A local server for tests that speaks as the official services do, with a switch per fault.

The recorded data in the shape of the services is in :mod:`tests.stand_in.recorded`.
"""

from tests.stand_in.model import KINDS, Fault, Request, Table, months
from tests.stand_in.server import StandIn

__all__ = ["KINDS", "Fault", "Request", "StandIn", "Table", "months"]
