"""What can be known of a template before any document is made: its tags, the names it uses, who can read it."""
