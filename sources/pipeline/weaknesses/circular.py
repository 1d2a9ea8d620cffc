"""Reason in a circle: no cue finds it well enough, so people decide."""

from sources.pipeline.weaknesses.base import Rule, examples, nothing

RULE = Rule(
    id="circular",
    cues="of people: take the claim away and see whether a reason is left",
    find=nothing,
    instructor_only=True,
    weak=examples("""
The paper is reliable because you can rely on it.
The law is just, since it is fair.
The king ruled because he was the ruler.
Sugar is unhealthy because it is bad for your health.
The book is popular because so many people like it.
He must be honest, for he says that he never lies.
The island is rich because its people have much money.
The oracle is true, since the oracle says so.
The plan failed because it did not succeed.
Nobody visits the town because it has no visitors.
The team is the best because no other is better.
The war began because hostilities broke out.
"""),
    fine=examples("""
The paper is reliable because each story is checked by two editors.
The law is just, since it binds the rich as well.
The king ruled because his brother had no heir.
In short, the harvest failed.
The book is popular because it costs a penny.
He is believed because three witnesses agree with him.
The island is rich because it lies on the spice route.
The plan failed because the bridge was down.
Nobody visits the town because the road is closed.
The team won because its keeper stopped two penalties.
The war began because the envoys were shot.
To sum up: the canal was late and dear.
"""),
)
