"""A DOCX as a file: its parts, paragraphs, styles and controls, whatever it says."""
