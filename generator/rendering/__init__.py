"""How a template is filled: what it can name, and what is said when it fails."""
