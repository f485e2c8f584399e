"""The commands, by what they serve: they parse, call and show; no logic lives here."""
