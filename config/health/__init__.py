"""Is all well? What a school gets wrong, each in a sentence with what to do.

`findings` says what a finding is, `checkup` asks every check; the others hold one group of checks
each. A check is a function of a `Look` that returns at least one finding. `manage.py doctor`, the
page for admins and tests ask the same list.
"""
