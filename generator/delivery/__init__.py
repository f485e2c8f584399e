"""What leaves for the communes: e-mail drafts and archives; nothing is ever sent."""
