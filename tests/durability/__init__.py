"""Answers outlive the server's death, a full disk and a power cut (docs/testing.md)."""
