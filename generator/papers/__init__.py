"""What came back, whatever file it is and whatever holds it: its text, page by page, and where its words stand."""
