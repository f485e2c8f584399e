"""What can be known of a template before it is filled."""
