"""What leaves for the communes: e-mail drafts, and what a person says was sent."""
