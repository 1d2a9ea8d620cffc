"""Cut quotation: whether a cut changes the meaning shows only beside the whole words."""

from sources.pipeline.weaknesses.base import Rule, examples, nothing

RULE = Rule(
    id="quote-mining",
    cues="of people: a quotation with cut words has to be laid beside the whole of it",
    find=nothing,
    instructor_only=True,
    weak=examples("""
The report calls the dam “safe …”, though the page reads “safe only until 1990”.
The critic wrote that the play was “a triumph …”; the line goes on “of noise over sense”.
“I … support the tax,” the leaflet quotes, leaving out “cannot”.
The poster says “unmissable”; the review said “an unmissable example of how not to act”.
The minister's “we lost” was taken from “we lost nothing”.
“The patients … recovered”, says the advert; the word “rarely” stood between.
The letter is quoted as “he was loved by all […]”, without “who had not met him”.
“Nobody died …” in the speech was “Nobody died on the first day” in the log.
The biography prints “a good king” out of “he might have made a good king”.
“Work is free”, says the banner, cut from “work is free of tax”.
The trailer quotes “better than …” and leaves out what it was better than.
“They agreed …” was the end of the clip; the tape runs on: “to nothing”.
"""),
    fine=examples("""
“The dam, which I visited on Monday, … is safe only until 1990,” the report says.
“I cannot support the tax,” the leaflet quotes in full.
The review called the play “a triumph of noise over sense”.
“We left at six … and came to the ford by noon,” says the diary, the weather left out.
The word “guild” stands in quotation marks in the charter.
“Nobody died on the first day,” says the log.
“He might have made a good king,” the chronicler thought.
The clip and the tape end at the same word.
The editor marks each cut with dots and prints the whole letter on page 90.
“The patients rarely recovered” is what the doctor wrote.
“… and so to bed,” ends the entry.
The banner read “Work is free of tax”.
"""),
)
