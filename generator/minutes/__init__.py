"""From the text of a file to the acts that it holds: lines put right, points of minutes, openings, ends."""
