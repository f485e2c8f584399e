"""What is remembered for ever: the numbers given, in SQLite."""
