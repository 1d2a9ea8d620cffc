"""Item types: one file, one template and one gallery item each. They never query."""
