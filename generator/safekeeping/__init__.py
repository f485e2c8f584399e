"""Backups: all that is precious in one archive, and its way back."""
