"""Measures of the program's speed, against other ways to make the same documents, and of its scale."""
