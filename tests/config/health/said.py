"""Short forms of what checks find."""


def levels(found):
    """Level of each finding, in their order."""
    return [str(finding.level) for finding in found]


def only(found):
    """Level and text of the one finding."""
    (finding,) = found
    return str(finding.level), finding.text
