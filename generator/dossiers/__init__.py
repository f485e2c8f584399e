"""What a dossier is: its documents, what they were made from, what became of them."""
