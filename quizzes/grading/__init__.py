"""Plain Python that turns responses into outcomes: no Django, no clock, no randomness, no I/O."""
