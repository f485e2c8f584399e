"""communes.csv as people change it: its rows, its slots, another table taken over."""
