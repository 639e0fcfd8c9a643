"""The printed book: one document from all pages, set by Typst with templates of its own."""
