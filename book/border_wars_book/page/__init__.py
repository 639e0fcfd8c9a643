"""What a page shows: figures, tables, notes, sources, head, search and languages."""
