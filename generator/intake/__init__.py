"""What a deliberation that came back says, field by field, each with the confidence that it deserves."""
