"""What changes after a signature: what is in force, what an evaluation asks, the texts of avenants."""
