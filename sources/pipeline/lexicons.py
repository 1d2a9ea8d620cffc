"""Words that several rules share: who speaks, how speaking is reported, what hedges."""

SOURCES = (
    "source official diplomat analyst expert observer insider aide adviser advisor critic scholar "
    "historian witness spokesman spokeswoman spokesperson economist academic resident activist "
    "minister officer researcher scientist lawyer teacher worker employee neighbour neighbor "
    "trader investor executive colleague friend survivor soldier veteran eyewitness commentator "
    "strategist opponent supporter doctor nurse farmer politician lawmaker envoy editor "
    "manager engineer driver student parent villager shopkeeper clerk captain guard figure member "
    "person man woman user customer councillor voter relative servant courtier merchant"
)
"""Nouns for people whose word a text may rest on, in the singular."""

SAYING = (
    "said says say saying told tells tell telling stated states stating affirm* commented comments "
    "claimed claims claim claiming adds added argued argues argue arguing explained explains "
    "described describes warned warns warn warning believed believes believe noted notes "
    "announced announces announcing insisted insists insist alleged alleges allege alleging "
    "replied replies wrote writes writing reported reports reporting recalled recalls remarked "
    "remarks suggested suggests declared declares acknowledged acknowledges admitted admits "
    "confirmed confirms denied denies deny denying accused accuses accusing criticised criticises "
    "criticized criticizes denounced denounces condemned condemns praised praises slammed slams "
    "blasted blasts dismissed dismisses mocked mocks called asserted asserts assert contended "
    "contends contend maintained maintains concluded concludes conclude complained complains "
    "testified testifies predicted predicts observed observes tweeted tweets responded responds "
    "answered answers asked asks urged urges pledged pledges vowed vows promised promises "
    "threatened emphasised emphasised emphasized stressed stresses highlighted revealed reveals "
    "disclosed conceded concedes concede thinks thought feared fears estimates estimated expects "
    "proposed proposes hailed hails lamented laments cautioned cautions quipped joked shouted "
    "protested boasted interviewed quoted quotes cited cites cite rejected objected objects "
    "advised recommended recommends ruled found finds argue accuse continues continued "
    "portrayed portrays characterised characterized characterizes branded labelled labeled "
    "dubbed deemed considers regards questioned reiterated countered retorted intimated "
    "state declare indicated indicates hinted signalled signaled instructed opined posited "
    "hypothesised "
    "theorised theorized speculated speculates speculate surmised published defended blamed "
    "blames expressed voiced echoed detailed recounted recounts narrated swore attested"
)
"""Verbs by which somebody's words or thoughts are reported, in the forms that report."""

FIRM_SAYING = (
    "told, saying, adding, explaining, confess*, whisper*, shouted, exclaimed, mused, assured, "
    "reassured, informed, briefed, testifies, swore, agreed, disagree*, doubts, doubted, "
    "suspects, suspected, assumes, assumed that, imagined, holds that, held that, felt that, "
    "feels that, feel that, view that, belief that, claims, allegation*, accusation*, "
    "argument that, suggestion that, speculation that, rumours that, report that, remembers, "
    "remember, remembered, outlined, radioed, unconvinced, understood to, declined to comment, "
    "refused to comment, worried that, worries that, concerned that, fears, hopes, "
    "in his eyes, in her eyes, in their eyes, what he called, what she called, what they called, "
    "suggests, arguing, regarded it, in the view of, in the eyes of, on the record, "
    "said, says, saying, told reporters, told the, told a, told him, told her, told them, told me, "
    "told us, tells, argued, argues, claimed, claims that, claimed that, warned, warns, "
    "announced, announces, insisted, insists, insist, alleged that, alleges, allege, alleging, "
    "replied, wrote, writes, remarked, commented, declared, declares, acknowledged, admitted, "
    "admits, stated that, states that, stated, asserted, asserts, assert, contended, contends, "
    "contend, complained, testified, predicted that, predicts, tweeted, tweets, quipped, "
    "joked, cautioned, lamented, recalled, recalls, reiterated, retorted, denied, denies, "
    "denied that, accused, accuses, accusing, accuse, criticised, criticized, criticises, "
    "criticizes, denounced, denounces, condemned, condemns, slammed, slams, blasted, blasts, "
    "mocked, praised, praises, hailed, according to, in the words of, explained that, "
    "explained, explains, noted, notes that, noting, added that, adds that, added, concluded that, "
    "concludes that, concluded, believes, believed that, believe that, believes that, "
    "thought that, thinks that, suggested, suggests that, suggest that, suggesting, reported that, "
    "reports that, reported, reportedly, found that, finds that, find that, ruled that, "
    "estimates that, estimated that, estimate that, expects, fear that, fears that, feared that, "
    "confirmed that, confirms that, confirmed, confirms, revealed that, reveals that, revealed, "
    "conceded, concedes, concede, conclude that, argue, argue that, claim that, say, say that, "
    "believed to, quoted as, cited as, quoted, speculated, speculates, speculate, hypothesised, "
    "hypothesized, theorized, theorised, proposed that, proposes that, maintained that, "
    "maintains that, maintain that, observed that, observes that, vowed, vows, pledged, promised, "
    "urged, urges, stressed, emphasised, emphasized, emphasizes, called for, called on, "
    "calls for, calling for, described as, describes, described, portrayed, dismissed, "
    "rejected claims, rejected the, has it that, legend has it, theory holds, interviewed, "
    "asked about, asked whether, asked if, asked why, testimony, alleged to, opined, wondered, "
    "wonders, hopes that, hoped that, demanded that, demands that, demanded, demands, threatened, "
    "boasted, vented, touted, touts, decried, decries, spokes*, a statement, the statement, "
    "in an interview, told the press, news conference, press conference, blamed, blames, blaming, "
    "indicated that, indicates that, hinted, signalled that, signaled that, agreed that, "
    "agrees that, agree that, points out, pointed out, point out, referred to as, refers to, "
    "warning that, adding that, saying that, stating that, claiming that, claiming, "
    "arguing, arguing that, insisting, in his view, in her view, in their view, "
    "opinion of, for his part, for her part, knew that, know that, learned that, decided that, "
    "convinced that, aware that, thinks, thought of as, considers, sees as, saw as, "
    "responded, countered, protested that, conceded that, voiced, expressed, labelled, labeled, "
    "branded, dubbed, accuse, calls it, called it, called him, called her, called them, "
    "called the, calling it, calling the, calling him, per the"
)
"""Phrases that report somebody else's statement or thought."""

HEDGES = (
    "obscure, inconclusive, less conclusive, not conclusive, odds, chances are, up to, "
    "legend has it, tradition holds, unconfirmed, unverified, unproven, contested, mystery, "
    "as far as is known, so far as is known, would therefore, would thus, doubted, in doubt, "
    "cannot be, open question, not entirely, not fully, by some, attributed to, "
    "for a time to, to some degree, it could, in effect, "
    "may, might, could, perhaps, maybe, possibl*, probabl*, likely, unlikely, "
    "likelihood, presumabl*, "
    "apparent*, seem*, appear to, appears, appears to, appeared to, appear that, appearing to, "
    "suggest*, indicat* that, potential*, uncertain*, unclear, unknown, "
    "unsure, doubtful, questionable, arguabl*, allegedly, reportedly, supposed*, purported*, "
    "putative*, ostensibl*, seemingly, conceivabl*, plausibl*, hypothes*, speculat*, "
    "presumed, presume*, assum* that, is assumed, are assumed, assumption, theory, theories, "
    "theorized, theorised, believe*, belief, thought to, is thought, are thought, was thought, "
    "were thought, often thought, thinks, i think, imply, implies, implied, implying, "
    "estimated, estimate*, approximat*, roughly, about half, around half, "
    "somewhat, relatively, fairly, rather than likely, generally, usually, typically, "
    "often, sometimes, mostly, largely, mainly, frequently, commonly, normally, occasionally, "
    "in general, to some extent, to a certain extent, in some cases, in many cases, "
    "in certain cases, in most cases, some of the, quite, should improve, "
    "whether, if any, or not, not certain, not clear, not known, not sure, no evidence, "
    "little evidence, evidence that, evidence of, can be considered, is considered, "
    "are considered, "
    "was considered, were considered, widely considered, considered by, considered one, "
    "considered the, considered a, considered to, regarded as, regarded by, is regarded, "
    "widely regarded, seen as, viewed as, known as one, perceived as, said to, "
    "it is said, is said, rumoured, rumored, rumour*, rumor*, claim that, "
    "claimed to, disputed, debate*, "
    "controvers*, some people, some critics, some scholars, some historians, some experts, "
    "some say, some argue, some believe, some fans, some sources, some researchers, some authors, "
    "some have, some of them, some observers, some were, some are, some think, some consider, "
    "many people, many critics, many scholars, many historians, many experts, many say, "
    "many argue, many believe, many fans, many consider, many of, many have, many are, many were, "
    "many other, many others, many different, many feel, "
    "most people, most scholars, most historians, most experts, most critics, "
    "most of, most likely, few people, several people, critics, experts, observers, scholars, "
    "certain, various, numerous, several, a number of, a variety of, various other, "
    "among others, and others, other people, it has been, it is believed, it is thought, "
    "it is claimed, it is possible, it is probable, it can be argued, "
    "expected to, is expected, are expected, expect, expects, predicted to, "
    "tend, tends, tended, tendency, possible, possibility, probability, "
    "chance of, would seem, suspect*, "
    "doubt, doubts, doubted, guess*, theoretical*, in theory, susceptible, virtually, practically, "
    "nearly all, almost all, almost every, almost certainly, more or less, sort of, kind of, "
    "so-called, widely believed, widely thought, widely known, widely seen, popularly, "
    ""
    "arguable, one of the most, one of the best, one of the greatest, one of the finest, "
    "one of the first, one of the founders, "
    "remain unclear, remains unclear, not yet, in part, at least in part, partly, perceived, "
    "alleged, hints, hinted, apparent, candidate, consistent with, propose* that, is proposed, "
    "tentative*, preliminary, hardly, scarcely, vague*, ambiguous, "
    "can therefore, remain* to be, further studies, future studies"
)
"""Words of uncertainty and weasel phrases; `may` and the like are guarded by the rule."""

STRONG_HEDGES = (
    "may, might, could, perhaps, maybe, possibl*, probabl*, likely, unlikely, presumabl*, "
    "apparently, seem*, appears to, appeared to, uncertain, unclear, if"
)
"""Hedges that make a prediction honest."""

NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "half",
        "third",
        "quarter",
    ]
)
