"""One voice only: a weakness of a whole text, counted in the findings and decided by people."""

from sources.pipeline.weaknesses.base import Rule, examples, nothing

RULE = Rule(
    id="single-source",
    cues="of a whole text: the findings count attributed sentences by source and side",
    find=nothing,
    instructor_only=True,
    weak=examples("""
The manager said sales fell. The manager said the rivals cheated. The manager said nobody helped.
Only the general's memoir is quoted in the chapter on the siege.
The landlord says the tenants broke the lift, and the landlord says they never paid.
Every figure in the story comes from the company's own press office.
The film follows the accuser for an hour; the accused never speaks.
According to the party, the party won the debate, and the party says the crowd agreed.
The abbot's chronicle is our only word on the revolt, and it calls the rebels wolves.
All five quotations in the article belong to one former partner.
The bank explained the loss, the bank explained the cause, and the bank praised the remedy.
The report rests on what one neighbour told the police.
The seller describes the house, the street and the neighbours.
Both witnesses named in the piece work for the same firm.
"""),
    fine=examples("""
The manager said sales fell; the union's ledger of 1931 shows that they rose.
In this interview the general answers our questions about the siege.
The landlord says the tenants broke the lift; the tenants say it was broken when they came.
The figures come from the company and from the tax office.
The accused, asked twice, did not reply.
The party claimed victory, and two newspapers of the other side granted it.
The abbot's chronicle calls them wolves, while the town's own book calls them neighbours.
Letter to the editor: one reader's view.
The bank blamed the storm; the auditor blamed the bank.
Three neighbours and a postman told the police the same.
The seller describes the house, and the survey of 2 May corrects her twice.
The witnesses work for rival firms.
"""),
)
