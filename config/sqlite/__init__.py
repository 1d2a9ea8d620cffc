"""Django's SQLite engine, with writers that take turns."""
