"""From a file to sentences with suggestions: plain Python, without Django."""
