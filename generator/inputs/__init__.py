"""The user's files, read into frozen models, with every problem found on the way."""
