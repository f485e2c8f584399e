"""A dossier from its signature on: signed, evaluated, amended, renewed, ended."""
