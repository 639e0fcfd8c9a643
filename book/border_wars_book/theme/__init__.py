"""The book's page: templates, style, scripts, and what is written beside the pages."""
