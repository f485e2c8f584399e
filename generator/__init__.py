"""Numbered dossiers of conventions between an EPCI and its member communes."""

__version__ = "0.1.0"
