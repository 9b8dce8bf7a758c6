"""The twelve generators of the sample: how well each really does, how often it is chosen, and what it says.

The account is a dormouse that writes about sleep. A text is one of the generator's templates with
its slots filled; a slot's name with a capital fills in its value with one.
"""

from dataclasses import dataclass

SLOTS = {
    "place": (
        "in the hollow oak",
        "under the bramble hedge",
        "behind the old seed shed",
        "on the mossy log",
        "in the ivy by the gate",
        "beside the mill pond",
        "in a boot that nobody misses",
    ),
    "friend": (
        "the hedgehog next door",
        "a very polite owl",
        "the wood mouse upstairs",
        "my cousin the bank vole",
        "an old toad",
        "the robin on the fence",
    ),
    "snack": ("hazelnut", "blackberry", "beech nut", "rosehip", "slice of pear", "crumb of oatcake"),
    "weather": ("soft rain", "a clear, cold sky", "wind in the reeds", "fog until nine", "a moon like a coin"),
    "number": ("three", "four", "five", "six", "seven", "nine"),
    "count": ("12", "17", "23", "31", "38", "44"),
    "fact": (
        "dolphins sleep with one half of the brain at a time",
        "frigatebirds can nap while they fly",
        "ducks at the edge of a group sleep with one eye open",
        "an octopus changes colour in its sleep",
        "the most vivid dreams come in REM sleep",
        "a cup of coffee at five is still about half there at ten",
        "the body cools a little before sleep comes",
        "light in the morning sets the body's clock for the night",
        "after a nap of twenty minutes you wake less groggy than after one of an hour",
        "a hazel dormouse sleeps from the first frosts until spring",
        "sea otters may hold paws, so as not to drift apart in their sleep",
        "the brain sorts the day's memories while you rest",
    ),
    "tip": (
        "put the phone in another room",
        "dim the lamps an hour before bed",
        "open the window for five minutes",
        "write tomorrow's worries on paper, then close the notebook",
        "get up at the same time as yesterday",
        "take ten minutes of daylight before noon",
        "skip the coffee after two",
        "read one page, slowly",
    ),
}


@dataclass(frozen=True)
class Persona:
    """One generator."""

    weight: float  # share of the posts that it writes
    followers: float  # its true rate: followers gained per 1000 impressions
    templates: tuple[str, ...]


PERSONAS = {
    "humanVoice": Persona(
        0.15,
        2.4,
        (
            "Woke up {place}, still warm. Some mornings deserve no hurry.",
            "{Friend} asked how I sleep so well. A {snack}, a dark corner, and the same bedtime every night.",
            'I tried to stay up late with {friend}. I lasted until "good evening".',
            "It was {weather} all night {place}. Best lullaby there is.",
            "Bad night? Me too. Have a {snack}, look at the sky, be gentle with yourself.",
            "Pressed snooze {number} times. The dawn chorus has no snooze button, so I made one up.",
        ),
    ),
    "newsReporter": Persona(
        0.12,
        0.0,
        (
            "BURROW BULLETIN: a new nap corner has opened {place}. Queues expected, mostly lying down.",
            "Breaking: {friend} yawned. {Number} others followed within a minute.",
            "Tonight's outlook: {weather}. Blankets are advised {place}.",
            "Market report: {snack} steady, pillows up, alarm clocks down {count} points.",
            'Talks between {friend} and the dawn chorus end without agreement. "We will sleep on it," both sides say.',
        ),
    ),
    "storyteller": Persona(
        0.12,
        7.5,
        (
            "Once, {place}, a young dormouse could not sleep.\n\nShe counted {number} stars. The last one winked.",
            'My grandmother slept {place}.\n\n"Leave one {snack} for the night," she said. In the morning it was gone.',
            "{Weather}. A knock. It was {friend}, who had lost a dream.\n\nWe looked {place}. It was still warm.",
            "Every autumn {friend} brings a {snack} and one story.\n\nI never hear the ending. I am asleep.",
            "The year of the great frost, {number} of us shared one nest {place}.\n\nNobody was cold. All snored.",
        ),
    ),
    "interesting": Persona(
        0.10,
        3.2,
        (
            "Did you know? {Fact}.",
            "Today I learned, thanks to {friend}: {fact}.",
            "A fact for your pillow: {fact}. #sleep",
            "Small wonder of the night: {fact}.",
        ),
    ),
    "provocateur": Persona(
        0.10,
        0.7,
        (
            "Hot take: a {snack} at midnight is breakfast, only earlier. {Friend} agrees.",
            "Who decided that mornings come first? Ask {friend}. Go on.",
            'Stop saying "I was only resting my eyes". You slept {place}, you and {friend}, and it was glorious.',
            "If {number} alarms do not wake you, you need no louder one. You need {weather} and an early night.",
            "Name one thing that is better than {weather} and a nap {place}. I will wait. Lying down.",
        ),
    ),
    "dataNerd": Persona(
        0.10,
        4.3,
        (
            "Sleep diary: 7 nights, {count} naps, 1 {snack} lost in the straw. n = 1, error bars = whiskers.",
            "Of {count} naps taken {place}, {number} were interrupted. Suspect: {friend}.",
            "Correlation of {weather} with naps longer than planned: 0.9. Correlation with regret: 0.0. #sleep",
            "Bedtime this month: 21:{count}, plus or minus {number} minutes. Regular beats long.",
        ),
    ),
    "mythBuster": Persona(
        0.10,
        1.9,
        (
            'Myth: "Sunday makes up for the week."\nFact: it helps a little. {Number} regular bedtimes help more.',
            'Myth: "A nightcap is good for sleep."\nFact: you doze off sooner and wake more often. Try a {snack}.',
            'Myth: "The brain switches off at night."\nFact: {fact}.',
            'Myth: "Cheese brings nightmares."\nFact: no good evidence, says {friend}, who has tried {count} times.',
            'Myth: "Counting sheep works best."\nFact: for many, picturing a calm place works better. Say, {place}.',
        ),
    ),
    "coach": Persona(
        0.08,
        2.9,
        (
            "Tonight's exercise: {tip}. That is all. You can do this.",
            "One small habit: {tip}. Keep it for {number} days, then tell me how you feel.",
            "No {snack} is too small to celebrate. Yesterday you tried. Today, {tip}.",
        ),
    ),
    "thoughtLeader": Persona(
        0.05,
        1.0,
        (
            "I asked {friend} for the secret of good decisions. The answer: after a night's sleep.",
            "What {number} winters {place} taught me about strategy: rest is part of the work.",
            "The best meetings have {number} guests, one {snack} and an early end.",
        ),
    ),
    "contrarian": Persona(
        0.04,
        1.4,
        (
            "Everyone wants to wake up earlier. Has anyone asked {friend}?",
            "They say the early bird gets the worm. I like a {snack}. It waits.",
            "Sunshine is overrated. Give me {weather} and a nest {place}.",
        ),
    ),
    "explorer": Persona(
        0.02,
        2.2,
        (
            "Field notes: slept {place}. {Weather}. {Number} acorns out of ten.",
            "New napping place found {place}. Smells of {snack}. Will return.",
        ),
    ),
    "philosopher": Persona(
        0.03,
        3.0,
        (
            "If a dormouse dreams that it is awake, who presses snooze? Even {friend} does not know.",
            "We do not fall asleep. The night rises, {place}, until it reaches us.",
            "Is the {snack} you dream of less real than the one you forgot?",
        ),
    ),
}
