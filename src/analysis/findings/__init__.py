"""One module for each question that a chapter asks of the record."""
