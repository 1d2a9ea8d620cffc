"""Text against itself: two sentences have to be read together, so people decide."""

from sources.pipeline.weaknesses.base import Rule, examples, nothing

RULE = Rule(
    id="internal-contradiction",
    cues="of people: one thing, two figures or two opposites in one text",
    find=nothing,
    instructor_only=True,
    weak=examples("""
Three prisoners were taken, and all four prisoners were freed in May.
The town had no walls; its walls were torn down by the duke.
The bridge opened in 1902 and was first crossed in 1899.
She was an only child, and her sister inherited the mill.
The desert is the wettest place of the province.
The vote was secret, and everybody saw how the bishop voted.
He never left the island and died in Lisbon.
The ship sank with all hands, and the crew came home at Easter.
The tax was abolished, and it rose by a third the year after.
Nobody knew the password, which the guards repeated aloud.
The book was never printed, and its second edition sold well.
The king was childless, and his son took the throne.
"""),
    fine=examples("""
Three prisoners were taken in March and four in May.
The town had no walls until 1300; the duke tore them down in 1650.
The bridge opened in 1902 and was widened in 1930.
She was an only child, and her cousin inherited the mill.
The desert is dry in summer and floods in March.
The vote was secret until the bishop told of his own.
He left the island once and died in Lisbon.
The ship sank, and 14 of 30 came home at Easter.
The tax was abolished in 1801 and brought back in 1803.
Two guards knew the password.
The book was banned, and copies were printed abroad.
The king was childless, and his nephew took the throne.
"""),
)
