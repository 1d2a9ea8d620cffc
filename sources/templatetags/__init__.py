"""Template tags for documents, cards and prose."""
