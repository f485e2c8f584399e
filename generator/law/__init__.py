"""The rules of French public law that the program applies, each with its article."""
