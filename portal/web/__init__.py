"""Plumbing that pages and endpoints share: who is asking, forms, pages, errors, headers."""
