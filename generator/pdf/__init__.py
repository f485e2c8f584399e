"""How the documents are printed: engines, archival finish, tag-preserving assembly, and the check of tags."""
