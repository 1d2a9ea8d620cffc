"""Backup and restore: one zip with everything that belongs to a site (docs/decisions/0009).

From the bottom: `errors` and `manifest` (plain Python), `archive` (the zip), `sqlite` and
`postgres` (what is particular to each), `making` and `restoring` (the two verbs), `folder` (the
backups that are made by themselves, and how many stay), `tasks` (every night).
"""
