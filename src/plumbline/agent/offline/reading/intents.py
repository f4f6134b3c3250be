"""What kind of question a clause is, as far as its words tell by themselves. The order is the priority."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from collections.abc import Callable
from dataclasses import dataclass

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Intent
from plumbline.agent.offline.reading.lexicon import EntryKind

MOVE_VERB = (
    r"(?:fall|falls|fell|fallen|falling|drop|drops|dropped|dropping|decline|declines|declined|lose|loses|lost|losing|crash|crashes|crashed|tank|tanks|tanked|"
    r"plunge|plunges|plunged|sink|sinks|sank|slump|slumps|slumped|slide|slides|slid|dip|dips|dipped|halve|halves|halved|collapse|collapses|collapsed|"
    r"rise|rises|rose|risen|rising|gain|gains|gained|gaining|rally|rallies|rallied|jump|jumps|jumped|climb|climbs|climbed|surge|surges|surged|soar|soars|soared|"
    r"double|doubles|doubled|triple|triples|grow|grows|grew|move|moves|moved|go|goes|went|gone|recover|recovers|correct|corrects|swing|increase|increases|increased|decrease|decreases|"
    r"decreased|add|adds|tumble|tumbles|tumbled|pop|pops|down|up|bounce|bounces|lower|higher|shock|cut)"
)
_SIZE = r"(?:\S*\d\S* ?%|-?\d\S*%|half|halves|halved|doubles?|doubled|triples?|a (?:fifth|third|quarter|tenth|half)|\d+ ?points?)"


@dataclass(frozen=True)
class Guess:
    intent: Intent
    topic: str | None = None


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    intent: Intent
    topic: str | None = None
    unless: Callable[[Clause], bool] | None = None


def guess_intent(clause: Clause) -> Guess | None:
    """Return the intent whose rule fits first; None = a question of figures, as far as can be seen."""
    for rule in _RULES:
        if rule.pattern.search(clause.text) and not (rule.unless and rule.unless(clause)):
            return Guess(rule.intent, rule.topic)
    return None


def _reports(clause: Clause) -> bool:
    """A question about what has been, or which fit: no assumption."""
    return bool(
        re.search(
            r"\b(?:which|who|did|has|have|had|was|were|is|are|am|more than|less than|at least|how (?:many|often)|list|show|holdings (?:up|down)|anything|any|since)\b",
            clause.text,
        )
    )


def _specific(clause: Clause) -> bool:
    return clause.has(EntryKind.SYMBOL, EntryKind.SECTOR, EntryKind.SECTORS, EntryKind.KIND, EntryKind.SIDE, EntryKind.UNKNOWN_SYMBOL)


def _measured(clause: Clause) -> bool:
    return clause.has(EntryKind.MEASURE)


def _hypothetical(clause: Clause) -> bool:
    return bool(re.search(rf"\b(?:if|suppose|assum\w+|imagine|scenario|stress)\b.*{MOVE_VERB}", clause.text))


def _past(clause: Clause) -> bool:
    return bool(clause.times)


def _has_figure_measure(clause: Clause) -> bool:
    measures = set(clause.of(EntryKind.MEASURE)) - {
        "volatility_annualized",
        "risk_contribution",
        "risk_score",
        "period_return",
        "concentration_hhi",
    }
    return bool(measures)


def _rule(pattern: str, intent: Intent, *, topic: str | None = None, unless: Callable[[Clause], bool] | None = None) -> _Rule:
    return _Rule(re.compile(pattern), intent, topic, unless)


_RULES = (
    _rule(r"^(?:hi|hello|hey|howdy|yo|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|plumbline|you|all|again))*[ ,!]*$", Intent.GREETING),
    _rule(r"^(?:many )?(?:thanks|thank you|thx|ty|cheers|perfect|awesome|great|cool|nice|ok|okay|got it|good|super|excellent|bye|goodbye)(?: (?:a lot|so much|very much|you|for .*|thanks|job|work|that is all))*[ ,!]*$", Intent.THANKS),
    _rule(r"\bwhat (?:else )?can (?:you|i|this|it|plumbline) (?:do|ask|tell|help|answer)|^help(?: me)?$|\bhow can you help|\bwho are you\b|\bwhat are you\b|\bwhat is plumbline\b|\bhow do you work\b|\bwhat (?:kind of |sort of )?questions\b|\bwhat do you (?:do|know)\b|\bwhat should i ask\b", Intent.CAPABILITIES),
    _rule(r"\b(?:liquidity|illiquid)\b|\bhow (?:long|many days)\b.*\b(?:to|would) (?:sell|liquidate|exit|unwind)\b", Intent.REFUSAL, topic="liquidity"),
    _rule(r"^(?:please )?(?:set|add|create|change|put) (?:me )?(?:an?|my|the|another|up) (?:\w+ ){0,3}limit\b", Intent.REFUSAL, topic="limit"),
    _rule(r"\b(?:make|create|give|send|export|download|print|save)\b.*\b(?:pdf|html|document|report for (?:my|the|a) (?:client|portfolio|boss))\b|^pdf$", Intent.REFUSAL, topic="document"),
    _rule(r"^(?:show |list |open )?(?:me )?(?:my |the |all )?(?:saved |open |pending )?proposals$", Intent.REFUSAL, topic="proposals"),
    _rule(r"^why\b.*\b(?:vol|volatility|risk)\b.*\boptimi[sz]\w*", Intent.REFUSAL, topic="windows"),
    _rule(r"\b(?:my|saved|own) (?:saved |own |stored )*scenarios?\b", Intent.REFUSAL, topic="scenarios"),
    _rule(r"^(?:please )?undo\b|^(?:take|put) (?:that|it) back\b|^(?:go )?back to (?:how|what) it was", Intent.REFUSAL, topic="undo"),
    _rule(r"\b(?:place|enter|submit|execute|cancel|send) .*\border\b|^(?:please )?(?:buy|sell|trade|purchase|liquidate|close out|rebalance)\b(?! or)|\b(?:buy|sell|purchase) (?:me )?\d+ (?:shares|of)|\b(?:sell|close|liquidate) (?:all|half|everything|my)\b", Intent.REFUSAL, topic="orders", unless=_hypothetical),
    _rule(r"\b(?:delete|remove|rename|import|upload|export) (?:my |a |the |this |another )?(?:\w+ )?(?:portfolio|file|account|csv|holdings|thread|conversation)\b", Intent.REFUSAL, topic="changes"),
    _rule(r"\bshould (?:i|we) (?:buy|sell|hold|keep|add|invest|trim|get|dump|rebalance|reduce|exit|short|take profits?|hedge|diversify|worry about selling|cut|double down|switch|move into)\b|\b(?:is|was|are) (?:it |now |this |\w+ )?(?:a |the )?(?:good|right|bad) (?:time|idea|moment|buy|investment|entry)\b|\b(?:do you |can you |would you )?recommend|\bwhat (?:should|shall|do|can) i (?:buy|sell)\b|\bwhich (?:stocks?|ones?|etfs?|funds?) (?:should|shall|to|do i) |\bbuy or sell\b|\bworth buying\b|\bprice target\b|\bover ?valued\b|\bunder ?valued\b|\bstock picks?\b|\bany tips\b|\bgive me (?:some )?(?:advice|tips)\b|\bwhat (?:to|would you) (?:buy|sell)\b|\bbetter investment\b|\bwould you (?:buy|sell|hold)\b", Intent.REFUSAL, topic="advice"),
    _rule(r"\b(?:what|which|how many|show|list|my) (?:\w+ )?(?:trades?|transactions?|orders?)\b|\b(?:deposit\w*|withdr\w+|contributed (?:in |to my |money|cash)|paid in|fees?|commissions?)\b|\bdividends? (?:received|paid to me|i (?:got|received))\b|\b(?:received|collected|got) .*\bdividends?\b", Intent.REFUSAL, topic="ledger"),
    _rule(r"\b(?:set|change|move|switch|go|jump) (?:the )?(?:date|day|clock|back|as of)\b.*\d|\btime travel\b", Intent.REFUSAL, topic="date"),
    _rule(r"\bif\b.*\b(?:interest rates?|rates|inflation|yields?|the dollar|usd|currency|oil price|crude|unemployment|gdp|the fed)\b", Intent.REFUSAL, topic="macro"),
    _rule(r"\b(?:esg|sustainab\w+|duration|maturity|credit rating|analyst rating)\b|\bwho (?:manages|runs|owns)\b", Intent.REFUSAL, topic="outside"),
    _rule(r"\bnews\b|\bheadlines?\b|\bearnings call\b|\bpress release\b|\banalysts? (?:say|rating|think|estimate|opinion)|\bsentiment\b|\btwitter\b|\breddit\b|\bfilings?\b|\b10-?[kq]\b|\bceo\b", Intent.REFUSAL, topic="news"),
    _rule(r"\btax(?:es|able)?\b|\bwash sale\b|\birs\b|\bcapital gains? (?:tax|rate)", Intent.REFUSAL, topic="tax"),
    _rule(r"\b(?:will|gonna|going to|is going|forecasts?|predict\w*|projection|projected|outlook|price target|expect(?:ed)? return)\b|\b(?:next|coming) (?:day|week|month|quarter|year)s?\b|\btomorrow\b|\bin the future\b|\bby (?:the )?end of (?:next|20[3-9]\d)", Intent.REFUSAL, topic="prediction", unless=lambda clause: _hypothetical(clause) or bool(re.search(r"\bwhat (?:will|would) (?:happen|it do|i lose)|lose tomorrow|worst|value at risk|expected shortfall|expected tail", clause.text))),
    _rule(r"\b(?:bitcoin|crypto\w*|ethereum|gold price|forex|mortgage|weather|joke|poem|song|recipe|football|president|election|inflation rate|interest rates?|fed\b|treasur(?:y|ies)|bond yields?)\b", Intent.REFUSAL, topic="outside"),
    _rule(r"\b(?:best|worst|strongest|weakest) (?:calendar )?(?:month|week|quarter|year)\b(?! to date)|\b(?:monthly|weekly|quarterly) returns?\b|\bmonth by month\b", Intent.REFUSAL, topic="calendar"),
    _rule(r"\bworst (?:that )?(?:could|can|might|case)\b|\bworst case\b", Intent.FIGURES, topic="worst case"),
    _rule(r"\b(?:dashboard|artifact|workspace|pareto)\b|\b(?:show|draw|plot|create|make|build|open|display|see|give)\b.*\b(?:charts?|graphs?|plots?|visual\w*)\b|^(?:draw|plot|chart|graph|visuali[sz]e)\b", Intent.DASHBOARD),
    _rule(rf"\b(?:what (?:happens|happened|would happen|will happen|is the (?:effect|impact|damage))|what if|if|suppose|supposing|assume|assuming|imagine|in case|say|scenario|stress(?: test)?|shock)\b.*\b{MOVE_VERB}\b.*{_SIZE}|\b(?:what if|if|suppose|assume|assuming|imagine|stress(?: test)?|shock|scenario)\b.*{_SIZE}.*\b{MOVE_VERB}\b|\b(?:what if|if|suppose|imagine)\b.*\b(?:halves|halved|doubles|doubled|goes to zero|go to zero|went to zero|bankrupt|crash(?:es|ed)?|collapses)\b|\bwould\b.*\bin an? {_SIZE} (?:\w+ ){{0,2}}(?:drop|fall|decline|crash|rally|correction|bear market|sell ?off)|\b(?:market |stock )?(?:crash|meltdown|bear market|correction|sell ?off)\b(?=.*\b(?:do|mean|hurt|cost|affect|survive)\b)|\bwhat (?:happens|would|will|if)\b.*\b(?:2008|covid|2020|1987|style) (?:style )?(?:crash|crisis|repeat)|{_SIZE} (?:\w+ ){{0,3}}(?:drop|fall|gain|decline|crash|rally|correction|rise|loss|move|shock|sell ?off|selloff|bear market|haircut|increase|decrease|jump|slump|plunge)\b.*\b(?:do|mean|cost|hurt|affect|impact|look like|to me|to my|portfolio|on me|on my)\b|^(?:an? )?[-+]?\d[\d.]* ?%? ?(?:\w+ ){{0,2}}(?:drop|fall|decline|crash|correction|rally|sell ?off|selloff|haircut|gain|rise|loss|jump|bear market)\b|^[-+]\d[\d.]* ?%|^(?:the |my )?(?:\w+ ){{1,3}}(?:down|up|falls?|drops?|rises?|rall(?:y|ies)|crash(?:es)?) (?:by )?\d[\d.]* ?%$|\bstress test\b|\bwhat (?:would|will|does) a {_SIZE}|\b(?:what|how much|how)\b.*\b(?:would|could|can|will|does)\b.*\b(?:crash|fall|drop|decline|correction|rally|gain|rise|loss|slide|sell ?off) of (?:a |an |about |around )?{_SIZE}|\b(?:impact|effect)\b.*\bof (?:a |an )?{_SIZE}|^(?:[\w&]+ ){{1,5}}(?:falls?|drops?|loses?|declines?|crash(?:es)?|tanks?|plunges?|slides?|sinks?|rises?|gains?|rall(?:y|ies)|jumps?|climbs?|surges?|doubles?|halves?|halve)\b(?: by| another)?(?: \d| a | half| ,).*\b(?:what|how)\b.*\b(?:lose|gain|make|happen\w*|cost|worth|do)\b|\b(?:impact|effect|damage|loss) (?:if|of|from)\b.*{_SIZE}", Intent.SHOCK, unless=lambda clause: bool(re.match(r"(?:which|list|show|how many|who)\b(?!.*\bif\b)", clause.text))),
    _rule(rf"\b(?:if|suppose|imagine|assume|what happens|squeeze|scenario)\b.*\b{MOVE_VERB} (?:by |to )?\$? ?\d|\b(?:if|what happens|suppose)\b.*\b(?:to|hits?|reach(?:es)?) \$? ?\d|\bto \$? ?\d[\d.]* (?:dollars )?what happens\b|\bif (?:they )?both {MOVE_VERB}\b", Intent.SHOCK),
    _rule(r"\b(?:falls?|drops?|declines?|tanks?|plunges?|rises?|jumps?|climbs?|surges?|rall(?:y|ies)|crash(?:es)?|up|down) (?:by )?\d[\d.]* ?%|^(?:[\w&]+ ){1,6}(?:halves|doubles|triples)$|^[\w& ]{2,40}[+-]\d[\d.]* ?%", Intent.SHOCK, unless=lambda clause: bool(clause.times) or _reports(clause)),
    _rule(r"\b(?:any|is there|are there|am i|which|what|do i|check|show|list|near|close to|within|breach\w*|over|exceed\w*|violat\w*)\b.*\b(?:limits?|breach\w*|thresholds?|mandate|policy|violations?)\b|^(?:limits?|breaches|limit checks?|headroom)$|\bheadroom\b|\blimit (?:checks?|status|usage)\b|\bhow (?:are|is) my limits?\b", Intent.LIMITS),
    _rule(r"\bdata (?:is )?(?:quality|ok|okay|good|fine|clean|correct|complete|reliable|issues?|problems?|errors?|gaps?|fresh|current|stale|missing|up to date|trustworthy)|\b(?:stale|missing|bad|wrong|suspicious) (?:prices?|data|prints?|quotes?)|\btrust (?:the|these|this|my|your) (?:data|numbers?|figures?|prices?)|\b(?:is|are) (?:my |the |all |these |your )?(?:data|prices|quotes) (?:ok|okay|up to date|fresh|stale|good|right|correct|current|complete|clean|reliable|fine)|\b(?:problems?|issues?|errors?|wrong|gaps?) (?:with|in) (?:my |the |your )?(?:data|prices|numbers)|\bdata quality\b|\bquality checks?\b|\bprices? (?:missing|stale)\b|^data$", Intent.DATA),
    _rule(r"\b(?:which|what|list|show|how many|see|name)(?: me)?(?: are)?(?: all)?(?: of)?(?: my)? (?:portfolios|accounts)\b(?! .*(?:own|hold|has|have the|riskiest|best|worst|highest|lowest|largest|biggest|most|least|return|did|is the|are the))|^(?:my )?portfolios$|\bwhat portfolios\b", Intent.PORTFOLIOS, unless=lambda clause: _has_figure_measure(clause) or clause.has(EntryKind.SYMBOL, EntryKind.SECTOR) or bool(re.search(r"\b(?:compare|riskiest|volatil|risk|return|worth|value)", clause.text))),
    _rule(r"\bdo (?:i|we) (?:still |actually |even |currently )?(?:own|have|hold) (?:any |some )?|\b(?:is|are) .* in (?:my|the) (?:portfolio|account|book|holdings)\b|\bam i (?:invested|positioned) in\b|\bdid i (?:own|hold)\b|\b(?:which|what) (?:of my )?portfolios? .*\b(?:own|hold|have|contain|has)\b|\bwhere do i (?:own|hold|have)\b", Intent.OWNS, unless=lambda clause: bool(re.search(r"\b(?:bigger|larger|smaller|heavier|higher|lower|more|less) than\b", clause.text)) or (not clause.has(EntryKind.SYMBOL, EntryKind.UNKNOWN_SYMBOL) and not re.search(r"^do i (?:own|have|hold)", clause.text)) or bool(re.search(r"\bhow (?:much|many)\b", clause.text) and not re.search(r"^do i", clause.text)) or bool(re.search(r"^(?:what|which) (?!of my portfolios|portfolios)", clause.text))),
    _rule(r"\bwhat (?:does|do|is meant by|is the meaning of) .*\bmeans?\b|\bwhat is meant by\b|\b(?:define|definition of|meaning of|explain (?:to me )?what|explain the (?:term|concept|measure)|formula (?:for|of))\b|\bhow (?:do|does|is|are|did) (?:you|it|plumbline|this|that|the|my)?\b.*\b(?:compute|computed|calculate|calculated|measured|defined|derived|worked out|work out)\b", Intent.EXPLAIN, unless=lambda clause: not _measured(clause)),
    _rule(r"^(?:what is|what are|explain)(?: an?)? (?:[\w&]+ ?){1,5}$", Intent.EXPLAIN, unless=lambda clause: not _pure_measure(clause)),
    _rule(r"\b(?:what|which|who)\b.*\b(?:driv\w+|caus\w+|behind|sources?|explains?|responsible)\b.*\b(?:risk|risky|volatility|volatile|var|swings)\b|\bwhere (?:does|is|do)\b.*\brisk\b.*\b(?:com\w+|from|sit|hid\w+)\b|\bwhy\b.*\b(?:risky|risk|volatile|volatility|riskier|var|beta)\b|\b(?:main|key|biggest|top|largest)? ?risk drivers\b|\bwhat makes .*\b(?:risky|volatile)\b|\b(?:break ?down|decompose|attribut\w+|explain|decomposition of|breakdown of)\b.*\brisk\b|\brisk (?:decomposition|attribution|breakdown|sources?|drivers?)\b|\bwhat (?:is|are) my (?:main |biggest |largest |top )?(?:sources? of risk|risk contributors?)\b|\bwhat (?:contributes?|adds?) (?:the )?(?:most )?to (?:my |the )?risk\b|^(?:risk )?drivers$", Intent.DRIVERS, unless=_specific),
    _rule(r"\bwhat (?:should|would|do|must|could) (?:i|you|we)(?: want to| need to)? (?:look|watch|worry|know|focus|pay attention|check|monitor|be (?:aware|worried|concerned)|keep an eye|fix|care|change|do)\b|\bwhat (?:worries|concerns) you|\b(?:biggest|main|top|greatest|largest|key|most important) (?:risks|concerns?|worr(?:y|ies)|problems?|issues?|threats?|danger\w*|weakness\w*|vulnerabilit\w+)\b|\bwhat are (?:my|the) risks\b|\bred flags?\b|\b(?:is|are) (?:everything|things|all) (?:ok|okay|fine|alright|good|well|in order)\b|\banything (?:unusual|wrong|i should|to worry|worrying|strange|off|concerning)|\bwhat stands out\b|\bweak (?:spots?|points?)\b|\bwhat would you (?:look|check|do|change)|\binsights?\b|\bwhere am i (?:vulnerable|exposed)\b|\bshould i (?:be )?(?:worr\w+|concerned)\b|\bwhat is wrong\b|\bam i (?:in trouble|safe|at risk|taking too much risk)\b|\bneeds? (?:my )?attention\b|\bwhat can go wrong\b|\bwhat could (?:hurt|go wrong)\b", Intent.ATTENTION, unless=lambda clause: bool(re.search(r"concentrat|diversif", clause.text))),
    _rule(r"\bwhy\b(?!.*\bcorrelat)|\bwhat (?:moved|moves|is moving|hurt|hurts|helped|helps|dragged|drags|drove|drives|happened|went (?:wrong|right|on)|explains|cost|caused|made|pulled|pushed|weighed|contributed|is going on|changed|boosted)\b|\b(?:performance|return|p&l|pnl) (?:attribution|drivers|contributors|contribution|breakdown)\b|\battribution\b|\bwhat (?:are|were) the (?:main |biggest |top )?(?:drivers|movers|contributors|detractors)\b|\b(?:detractors|contributors to (?:my |the )?(?:return|performance|gain|loss))\b|\bcontribut\w+ (?:the )?(?:most )?to (?:my |the )?(?:return|performance|gains?|loss\w*|p&l|pnl)\b|\bwhat drove\b", Intent.MOVES, unless=lambda clause: bool(re.search(r"\bif\b|\bwhat happened to (?:my )?(?:volatility|beta|var|risk)\b", clause.text))),
    _rule(r"\b(?:overview|summary|summari[sz]e|recap|rundown|snapshot|status|brief(?:ing)? me|report card|health check|check ?up)\b|^where do (?:i|we) stand(?: today| now| overall)?$|^how am i (?:doing|positioned|looking)(?: overall| today| right now)?$|^how (?:is|are|does) (?:my |the |this )?(?:\w+ )?(?:portfolio|account|book|things|everything|investments|it) (?:doing|look|looking|going|holding up)(?: overall| like| right now)?$|\btell me about (?:my|this|the) (?:portfolio|account|book)\b|\bdescribe (?:my|this|the) portfolio\b|\bhow does my portfolio look\b|^(?:risk )?report$|^(?:my )?portfolio$|\bwhat is (?:going on|up) with my portfolio\b|\bhow are we doing\b|^how is it going$", Intent.OVERVIEW, unless=lambda clause: _has_figure_measure(clause) or (_past(clause) and "how" in clause.text.split()[:1])),
)  # fmt: skip


def _pure_measure(clause: Clause) -> bool:
    """`what is beta`: a measure and nothing else; `what is my beta` and `what is the beta of apple` ask for a figure."""
    words = set(clause.text.split())
    if words & {"my", "our", "the", "this", "of", "in", "for", "its", "your", "total", "today", "current"} or clause.times:
        return False
    if len(clause.mentions) != 1 or not _measured(clause) or any(token.value for token in clause.tokens):
        return False
    rest = [token.text for index, token in enumerate(clause.tokens) if index not in clause.covered()]
    return set(rest) <= {"what", "is", "are", "a", "an", "explain", "?"}
