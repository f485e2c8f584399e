"""What is kept for ever: its backups, their way back, the register checked, exported and told."""
