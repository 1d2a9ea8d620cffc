"""Sentences made from others by one named change: weak ones from sound ones, and the other way."""
