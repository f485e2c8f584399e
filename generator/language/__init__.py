"""French: grammar, dates, numbers and typography, for templates and messages."""
