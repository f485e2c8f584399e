"""Who shares the work of a run: the processes of this machine, or those of others."""

from generator.workers.local import LocalWorkers, available, dismiss, go_on
from generator.workers.protocol import FOREIGN, OURS, WORTH_PROCESSES, Limits, Workers

__all__ = ["FOREIGN", "OURS", "WORTH_PROCESSES", "Limits", "LocalWorkers", "Workers", "available", "dismiss", "go_on"]
