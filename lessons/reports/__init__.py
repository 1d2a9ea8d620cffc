"""What pages show of modules, progress and skills, as dataclasses with a stated query count."""
