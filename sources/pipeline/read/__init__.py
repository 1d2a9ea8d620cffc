"""From the bytes of a file to blocks, one file per format; always run in a child (`child.py`)."""
