"""What is made: the plan of the documents, their contents, and their rendering from the templates."""
