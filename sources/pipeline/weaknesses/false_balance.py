"""False balance: only who knows the weight of each side can tell, so people decide."""

from sources.pipeline.weaknesses.base import Rule, examples, nothing

RULE = Rule(
    id="false-balance",
    cues="of people: both sides, on the other hand, remains debated; weigh the sides",
    find=nothing,
    instructor_only=True,
    weak=examples("""
Geographers and flat-earthers disagree about the shape of the world.
Some doctors say that smoking kills; others say it does not.
Both sides have a point about whether the massacre took place.
The cause of tides remains controversial.
A chemist and an astrologer debated the comet as equals.
On the one hand there are the engineers, on the other a man who dreamed of the bridge.
Opinions differ on whether two and two make four.
The programme gave ten minutes to the survey and ten to a rumour.
The age of the rocks is debated by geologists and a preacher.
One pilot saw a dragon, while the radar saw a cloud; who can say?
The vaccine has its friends and its foes, and each has a case.
Whether the fire was hot is a matter of opinion.
"""),
    fine=examples("""
The motion was carried by 71 votes to 48.
Of 40 geologists asked, 39 put the age at two million years.
The two parties differ on the tax: one wants 3 percent, the other 5.
The employer and the union told the court different stories.
Two editions of the play differ in the last act.
The left bank floods; the right bank, on the other hand, is dry.
The engineers judged the bridge safe, and one of nine wrote a dissent.
Both sides signed the truce at Kassel.
The historians Abel and Lind dispute the date by two years.
The critics were split four to three.
Each candidate had two minutes.
The survey and the map agree.
"""),
)
