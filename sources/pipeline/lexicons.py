"""Words that several rules share: who speaks, how speaking is reported, numbers."""

SOURCES = (
    "source official diplomat analyst expert observer insider aide adviser advisor critic scholar "
    "historian witness spokesman spokeswoman spokesperson economist academic resident activist "
    "minister officer researcher scientist lawyer teacher worker employee neighbour neighbor "
    "trader investor executive colleague friend survivor soldier veteran eyewitness commentator "
    "strategist opponent supporter doctor nurse farmer politician lawmaker envoy editor "
    "manager engineer driver student parent villager shopkeeper clerk captain guard figure member "
    "person man woman user customer councillor voter relative servant courtier merchant foreman "
    "priest monk nun miner sailor pilot prisoner refugee victim tenant landlord owner founder "
    "broker banker judge prosecutor detective policeman constable inspector investigator auditor "
    "fisherman shepherd carpenter baker grocer porter cook maid gardener cleaner fan visitor "
    "tourist traveller traveler passer-by bystander onlooker motorist cyclist pedestrian pensioner "
    "widow mother father brother sister wife husband son daughter cousin neighbour classmate "
    "teammate roommate co-worker coworker partner lieutenant sergeant corporal colonel admiral "
    "firefighter paramedic surgeon midwife pharmacist therapist psychologist biologist chemist "
    "physicist geologist archaeologist anthropologist linguist sociologist statistician "
    "meteorologist ecologist architect surveyor planner builder electrician plumber mechanic "
    "technician programmer developer designer consultant contractor supplier retailer dealer "
    "importer exporter lobbyist campaigner organiser organizer volunteer delegate negotiator "
    "intermediary informant informer spy agent operative fighter rebel gunman hostage deserter "
    "defector dissident exile protester demonstrator striker unionist reporter journalist "
    "correspondent columnist reviewer blogger author writer novelist poet translator publisher"
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
