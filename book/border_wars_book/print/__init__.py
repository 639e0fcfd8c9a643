"""The printed book: one document from all pages, set by WeasyPrint in a style of its own."""
