"""Deliberations that come back: read, recognised field by field, doubts told."""
