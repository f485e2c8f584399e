"""What comes back from the communes and the prefecture: read, placed, recorded, completed, withdrawn."""
