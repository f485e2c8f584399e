"""All that a terminal sees: commands, questions, tables and sentences."""
