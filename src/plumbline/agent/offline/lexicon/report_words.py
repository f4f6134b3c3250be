"""The words by which people ask for a report, an episode, a factor, a method or an objective. The order is the priority."""

from enum import StrEnum


class Topic(StrEnum):
    EPISODES = "episodes"
    SHOCK = "propagated_shock"
    REVERSE = "reverse_stress"
    BACKTEST = "backtest"
    OPTIMIZE = "optimize"
    FACTORS = "factors"
    ATTRIBUTION = "attribution"
    DRIFT = "drift"
    CURES = "cures"
    HEDGES = "hedges"
    DRAWDOWNS = "drawdowns"
    HOUSEHOLD = "household"
    WHAT_IF = "what_if"
    TAIL = "tail_risk"
    CORRELATION = "correlations"
    OUTLOOK = "volatility"
    GREEKS = "options"
    REBALANCE = "rebalancing"
    CALENDAR = "performance"


TOPIC_OF_MEASURE: dict[str, Topic] = {
    **dict.fromkeys(("episode_return", "episode_worst_loss", "episode_coverage", "episode_change", "episode_proxied_coverage"), Topic.EPISODES),
    **dict.fromkeys(("conditional_shock_impact", "conditional_shock_move", "conditional_shock_uncertainty"), Topic.SHOCK),
    **dict.fromkeys(("reverse_stress_distance", "reverse_stress_move"), Topic.REVERSE),
    **dict.fromkeys(
        ("value_at_risk_exceptions", "kupiec_p_value", "independence_p_value", "conditional_coverage_p_value", "traffic_light_zone", "acerbi_szekely_z2",
         "acerbi_szekely_z1", "expected_exceptions", "mean_forecast_value_at_risk"), Topic.BACKTEST,
    ),
    **dict.fromkeys(("optimal_weight", "weight_change", "expected_return", "trading_costs", "trade_quantity", "trade_value", "proposal_turnover"), Topic.OPTIMIZE),
    **dict.fromkeys(
        ("factor_exposure", "factor_exposure_error", "factor_r_squared", "factor_alpha", "market_variance_share", "style_variance_share", "industry_variance_share",
         "specific_variance_share", "factor_tilt", "factor_return"), Topic.FACTORS,
    ),
    **dict.fromkeys(("allocation_effect", "selection_effect", "interaction_effect", "linked_contribution"), Topic.ATTRIBUTION),
    **dict.fromkeys(("target_drift", "turnover_to_target"), Topic.DRIFT),
    **dict.fromkeys(("cure_weight_change", "headroom"), Topic.CURES),
    **dict.fromkeys(
        ("minimum_variance_hedge_ratio", "hedge_effectiveness", "hedge_r_squared", "book_match", "book_similarity", "diversification_ratio", "effective_bets",
         "cluster_weight", "cluster_correlation"), Topic.HEDGES,
    ),
    **dict.fromkeys(
        ("drawdown_depth", "drawdown_sessions_falling", "drawdown_sessions_recovering", "time_under_water", "longest_time_under_water", "conditional_drawdown",
         "drawdown_probability"), Topic.DRAWDOWNS,
    ),
    "expected_shortfall_saved": Topic.HOUSEHOLD,
    **dict.fromkeys(
        (*(f"{method}_{measure}" for method in ("age_weighted", "filtered", "student_t", "cornish_fisher", "monte_carlo") for measure in ("value_at_risk", "expected_shortfall")),
         *(f"{part}_{measure}" for part in ("component", "marginal", "incremental") for measure in ("value_at_risk", "expected_shortfall")),
         "horizon_value_at_risk", "horizon_expected_shortfall"), Topic.TAIL,
    ),
    "average_correlation": Topic.CORRELATION,
    "covariance_shrinkage": Topic.CORRELATION,
    **dict.fromkeys(
        ("volatility_ewma", "volatility_forecast", "volatility_trend", "volatility_forecast_r_squared", "volatility_percentile", "volatility_quantile", "pair_risk_contribution"), Topic.OUTLOOK,
    ),
    **dict.fromkeys(
        ("option_gamma", "option_vega", "option_theta", "option_rho", "option_vanna", "option_volga", "implied_volatility", "gamma_exposure", "vega_exposure", "theta_exposure",
         "rho_exposure", "vanna_exposure", "volga_exposure", "days_to_expiry", "option_time_value", "early_exercise_premium", "option_attention", "option_positions"), Topic.GREEKS,
    ),
    **dict.fromkeys(
        ("mean_return_annualized", "log_return", "best_month", "worst_month", "best_year", "worst_year", "time_weighted_return", "money_weighted_return", "monthly_return", "yearly_return"),
        Topic.CALENDAR,
    ),
    **dict.fromkeys(("realized_gain", "long_term_gain", "short_term_gain", "disallowed_loss", "traded_value", "cash_after_trades"), Topic.REBALANCE),
}  # fmt: skip
"""The report that gives a measure which a query can not compute."""

EPISODE_WORDS: tuple[tuple[str, str], ...] = (
    ("lehman_2008", r"lehman"),
    ("crisis_2008", r"2008|2007|gfc|(?:global |great )?financial (?:crisis|crash)|credit crisis|subprime|great recession|banking crisis"),
    ("covid_2020", r"covid\w*|corona\w*|pandemic|2020"),
    ("dotcom_2000", r"dot ?com\w*|internet (?:bubble|crash|bust)|tech (?:bubble|bust)|2000"),
    ("russia_1998", r"ltcm|russia\w*|1998"),
    ("september_2001", r"9/11|september 11|11 september|11th of september|2001"),
    ("gulf_1990", r"gulf|kuwait|1990"),
    ("flash_2010", r"flash crash|2010|gree(?:ce|k)"),
    ("euro_2011", r"euro\w* (?:debt )?(?:crisis|area)|downgrade|debt ceiling|2011"),
    ("china_2015", r"chin(?:a|ese)|yuan|2015"),
    ("oil_2016", r"oil (?:crash|price|collapse)|2016"),
    ("volatility_2018", r"volmageddon|volatility spike|feb(?:ruary)? 2018"),
    ("rates_2018", r"q4 2018|2018"),
    ("inflation_2022", r"inflation|rate hikes|2022"),
    ("1987", r"1987|black monday"),
    ("1929", r"1929|great depression"),
)
"""Key of an episode and what it is called; a year that is not among them is said to be unknown."""

FACTOR_WORDS: tuple[tuple[str, str], ...] = (
    ("low_volatility", r"low[ -]?vol\w*|min(?:imum)?[ -]vol\w*|defensive"),
    ("momentum", r"momentum"),
    ("quality", r"quality"),
    ("size", r"size|small[ -]?caps?|large[ -]?caps?|mega[ -]?caps?"),
    ("value", r"value|growth"),
    ("market", r"market"),
)
METHOD_WORDS: tuple[tuple[str, str], ...] = (
    ("volatility_filtered", r"filtered|hull"),
    ("age_weighted", r"age[ -]?weighted|hybrid"),
    ("student_t", r"student\w*(?: t)?|t[ -]distribut\w*|fat[ -]?tail\w*"),
    ("cornish_fisher", r"cornish\w*|modified"),
    ("monte_carlo", r"monte[ -]?carlo|simulat\w+"),
    ("parametric", r"parametric|normal|gaussian|variance[ -]covariance"),
    ("historical", r"histor\w+"),
)
OBJECTIVE_WORDS: tuple[tuple[str, str], ...] = (
    ("risk_parity", r"risk parity|(?:equal|same)(?:ly)? (?:amount of )?risk|equal(?:ize)? (?:the )?risk|risk budget"),
    ("minimum_tracking_error", r"tracking error|track (?:the )?(?:index|benchmark|s&p)"),
    ("minimum_expected_shortfall", r"expected shortfall|cvar|tail risk|\bes\b"),
    ("maximum_diversification", r"diversif\w+"),
    ("maximum_sharpe", r"sharpe|risk[ -]adjusted|efficient portfolio|tangency"),
    ("target_return", r"return"),
    ("minimum_variance", r"variance|vol\w*|risk|swings"),
)

_SPELLED = """
drift drifted drifting drifts fared lehman ltcm russia russian greece greek china chinese kuwait dotcom volmageddon devaluation breached explained exposed kupiec christoffersen acerbi szekely basel exceptions
backtest backtested cornish fisher student parametric gaussian monte carlo variance covariance minimize minimise maximize maximise optimize optimise optimization parity frontier
sharpe turnover brinson attribution allocation selection interaction picking idiosyncratic systematic tilt tilted tilts loading loadings momentum quality decompose decomposed decomposition
cure cures cured headroom hedge hedges hedged hedging cdar underwater clusters cluster propagate propagated contagion spillover knock replay replayed repeat repeated simulate simulated
rebalance rebalancing greeks gamma vega theta rho vanna volga expire expires expiry expiring assigned forecast forecasts cone percentile ewma riskmetrics unusual unusually blend blended calendar
scenario scenarios crisis crises household jointly consolidated recover recovered recovery alike similarly redundant bust litterman undo lots wash harvest harvesting calendar revaluation
offset offsets offsetting target minimum maximum version proposal proposals scenarios saved rolling median liquidate liquidated unwind follows vix
"""
SPELLED = frozenset(_SPELLED.split())
"""Words of reports that the catalog of measures does not have: known to the spelling, so that they are not corrected into others."""

_VAR = r"(?:var|value at risk|es|expected shortfall)"
_BAD = r"(?:bad|terrible|awful|horrible|rough|ugly|nasty)"
_SPELLED_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)"
_BOOKS = r"(?:portfolios|accounts|books)"
TOPIC_WORDS: tuple[tuple[Topic, str], ...] = (
    (Topic.REVERSE, r"\breverse[ -]stress\w*|\b(?:what|which) (?:\w+ ){0,4}(?:moves?|falls?|drops?|scenarios?|shocks?)\b.* (?:would |could |will |might )?(?:los\w+|cost|wipes?)\b.*(?:%|half|quarter|third|tenth)|\bwhat (?:would|will|does) it take\b.*\b(?:lose|loss|down)\b|\bhow far\b.*\b(?:fall|drop|go|decline)\b.*\b(?:los[te]|losing|down)\b|\b(?:likel\w+|plausible|smallest) (?:way|path|scenario|shock|move)\b.*\blos"),
    (Topic.BACKTEST, rf"\bback ?test\w*|\bexceptions?\b|\bkupiec\b|\bchristoffersen\b|\btraffic light\b|\bbasel\b|\bacerbi\b|\b{_VAR} (?:model|method|numbers?|figures?)\b.*\b(?:good|right|accurate|reliable|ok|work\w*|best|trust|hold\w*|valid\w*)\b|\b(?:trust|rely on|believe|validate)\b.*\b{_VAR}\b|\b{_VAR}\b.*\b(?:hold|held|holds|work|works|worked|accurate|reliable|any good|hold up|right often)\b|\bwhich {_VAR} (?:method|model)\b|\bhow (?:often|many times|many days)\b.*\b(?:bigger|more|larger|worse|exceed\w*|beyond|above|over|broke\w*|breach\w*)\b.*\b{_VAR}\b|\bhow (?:often|many times|many days)\b.*\b{_VAR}\b.*\b(?:breach\w*|exceed\w*|broken?|violated)\b|\bhow good is my {_VAR}\b"),
    (Topic.TAIL, rf"\bcornish[ -]?fisher\b(?!.*\b(?:mean|explain)\w*\b)|\b(?:component|marginal|incremental) {_VAR}\b|\b(?:which|what|who)\b.*\b(?:adds?|brings?|carr(?:y|ies)) (?:the )?(?:most|least|more)\b.*\b{_VAR}\b|\b{_VAR}\b.*\bhorizon\b|\b(?:los(?:e|ing)|loss|cost)\b.*\b{_BAD} (?:week|fortnight|month|quarter)\b|\b(?:lose|loss)\b.*\b(?:in|over|within) (?:a|one|the next|the coming) (?:week|fortnight|month|quarter)\b(?!.*%)|\bincremental\b|\b(?:monte[ -]?carlo|student\w*(?: t)?|cornish\w*(?:[ -]fisher)?|age[ -]weighted|(?:volatility[ -])?filtered|modified|fat[ -]tail\w*|simulated) {_VAR}\b|\b{_VAR}\b.*\b(?:by|with|using|via|from|as) (?:an? |the )?(?:monte[ -]?carlo|student\w*|cornish\w*|age[ -]weighted|filtered|simulation|t copula)\b|\b(?:compare|all|every|different|which|list)\b.*\b{_VAR} methods\b|\b{_VAR} (?:by|per) method\b|\bcontribut\w+\b.*\b{_VAR}\b|\b{_VAR} contribut\w+|(?<!last )(?<!past )\b(?:[2-9]|\d\d|{_SPELLED_NUMBER})[ -]?(?:day|session|week|month)s?\b.*\b{_VAR}\b|\b(?:weekly|monthly|quarterly|(?:one|1)[ -](?:week|month|quarter)) {_VAR}\b|\b{_VAR}\b.*\b(?:over|for|in) (?:a |the next |one |1 )?(?:(?:[2-9]|[1-5]\d|60|{_SPELLED_NUMBER})[ -]?(?:days?|sessions?|weeks?|months?)|week|month|quarter)\b"),
    (Topic.REBALANCE, r"\brebalanc\w*\b|^(?:please )?equal(?:ly)?[ -]weight(?:ed)?\b(?! (?:benchmark|index))|\bback to (?:my )?target\w*\b|\btarget weights?\b.*\btrades?\b|\bwash[ -]sales?\b|\b(?:tax|which) lots?\b|\blots? should i\b|\btax[ -]loss\b|\bleast tax\b"),
    (Topic.GREEKS, r"\bfull revaluation\b|\bdelta[ -]gamma\b|\b(?:greeks?|gamma|vega|theta|vanna|volga|vomma|time decay|rho)\b|\bexpir\w+ (?:next|first|soonest)\b|\bnext (?:expiry|expiration)\b|\bdays? (?:to|until) expiry\b|\bassign(?:ed|ment)\b|\bimplied vol\w*"),
    (Topic.OUTLOOK, r"\b(?:expected|forecast\w*|future|predict\w*|projected|next (?:week|month)s?)\b.*\bvol(?:atility)?\b|\bvol(?:atility)? (?:forecast|outlook|cone|percentile|trend|rank|next|over the next|going forward)\b|\bewma\b|\bexponentially weighted\b|\briskmetrics\b|\bhar\b|\bvolatility\b.*\b(?:unusual\w*|normal|elevated|abnormal\w*|high right now|percentile|for (?:the )?(?:next|coming))\b|\bpercentile\b.*\bvol\w*|\bvolatility cone\b|\briskiest pairs?\b|\bpairs?\b.*\b(?:vol\w*|risk|variance)\b|\b(?:vol\w*|risk|variance)\b.*\bpairs?\b|\bvolatil\w+\b.*\b(?:own (?:history|past)|its (?:history|past|usual|average)|historical(?:ly)? (?:high|low|level|range))\b|\bhow volatile (?:will|would|is)\b.*\b(?:be|next|coming|tomorrow)\b"),
    (Topic.CALENDAR, r"\b(?:returns?|performance|results?)\b.*\b(?:by|per|for each|each|every) (?:calendar )?(?:month|year)s?\b|\b(?:monthly|yearly|calendar|calendar[ -]year|annual) (?:returns|performance|table)\b|\b(?:month by month|year by year|by calendar year)\b|\b(?:best|worst|strongest|weakest)\b(?: and \w+)? (?:calendar )?(?:month|year)s?\b(?! to date)|\bblend\w*\b|\b\d\d ?/ ?\d\d\b|\b(?:time|money)[ -]weighted\b|\bx?irr\b|\btwr{1,2}\b|\bmwr\b|\blog(?:arithmic)? return\b|\bcalendar of (?:\w+ )?returns\b|\bmonthly calendar\b|\bmonthly returns? (?:table|heat ?map)\b"),
    (Topic.CORRELATION, r"\bcorrelation (?:matrix|table|heat ?map|of (?:all )?(?:my |the )?(?:holdings|positions|stocks))\b|\bcorrelations\b|\b(?:most|least|highest|lowest|strongest|weakest|closely|highly)(?: \w+)? correlat\w+|\b(?:average|mean) correlation\b|\bdiversif\w+ (?:\w+ )?(?:each other|against)\b|\b(?:move|moves|moving|behave|behaves) (?:\w+ ){0,2}(?:alike|similarly|the same)\b|\b(?:most|least) (?:alike|similar)\b|\b(?:same|one) bet\b|\bredundant\b|\bhow correlated are (?:my|the) (?:holdings|positions|stocks|names)\b"),
    (Topic.HOUSEHOLD, rf"\bhousehold\b|\b(?:together|combined|as one|jointly|consolidated|aggregate\w*|overall|total)\b.*\b(?:all )?(?:my |of my )*{_BOOKS}\b|\b{_BOOKS}\b.*\b(?:together|combined|as one|jointly|consolidated)\b|\bdiversif\w+ (?:between|across|among)\b.*\b{_BOOKS}\b|\b(?:which|what)\b.*\b(?:portfolios?|accounts?|books?)\b.*\b(?:contribut\w+|bring\w*|adds?)\b.*\b(?:total|overall|combined|whole|together)\b"),
    (Topic.CURES, r"\bcures?\b|\b(?:fix|repair|resolve|heal|get rid of|undo|solve)\b.*\b(?:limits?|breach\w*|violations?)\b|\b(?:sell|trade|do|buy)\b.*\b(?:within|inside|under|back (?:in|under|within)) (?:my |the |all )*limits?\b|\b(?:room|headroom|distance|space)\b.*\blimits?\b|\bheadroom\b|\bhow (?:close|far|near)\b.*\blimits?\b"),
    (Topic.HEDGES, r"\bhow (?:do|can|could|would|should|might) (?:i|we) (?:best )?hedge\b.*\b(?:with|using|by|against|via)\b|\b(?:hedges?|hedging) (?:\w+ ){0,4}(?:with|using)\b|\b(?:best|better|good|optimal|cheapest) hedg\w+|\bwhich (?:\w+ ){0,3}hedges?\b|\bhedg\w+ (?:my |the |this )?(?:\w+ )?best\b|\bminimum[ -]variance hedge|\bhedg\w+ effective\w*|\bvariance\b.*\bshorts?\b|\beffective\w* (?:is|are|was) (?:my |the |this )?hedg\w+|\b(?:short|sell)\b.*\b(?:to|and) (?:hedge|be market neutral)\b|\bmarket neutral\b|\bdiversification ratio\b|\b(?:independent|effective|distinct|separate) (?:number of )?bets\b|\bnumber of (?:independent )?bets\b|\bmove together\b|\bmoves together\b|\bclusters?\b|\bshorts?\b.*\bmatch\w*\b.*\blongs?\b|\blongs?\b.*\b(?:match|offset)\w*\b.*\bshorts?\b|\bshorts?\b.*\boffset\w*\b.*\blongs?\b|\bhedg\w*\b.*\br[ -]?squared\b|\br[ -]?squared\b.*\bhedg\w*|\bhow good is (?:my|the|this) hedg\w*|\bvariance\b.*\bshorts?\b.*\b(?:remov|reduc|take)\w*|\bshorts?\b.*\b(?:remov|reduc|take)\w*.*\bvariance\b"),
    (Topic.DRAWDOWNS, r"\bdraw ?downs? (?:table|list|episodes?|history|overview)\b|\b(?:list|show|table|all|worst|largest|deepest|biggest|past)\b.*\bdraw ?downs\b|\bdeepest (?:draw ?down|fall|drop)\b|\bdraw ?down\b.*\b(?:recover\w*|last\w*|duration|how long|when)\b|\bhow long\b.*\b(?:recover\w*|get back|climb back|make (?:it|that) back)\b|\b(?:when|did|how long)\b.*\b(?:it|that|i|we)\b.*\brecover\w*\b|\b(?:top|worst|deepest|largest|biggest) (?:\d+|two|three|four|five|ten) (?:draw ?downs|falls)\b(?!.*\b(?:holdings|stocks|positions|names)\b)|\bhow long\b.*\bunder ?water\b|\bam i under ?water\b|\btime (?:spent )?under ?water\b|\bunder ?water (?:time|period|right now|now)\b|\bcdar\b|\bdraw ?down at risk\b|\b(?:probability|chance|chances|odds|likelihood|likely)\b.*\b(?:draw ?down|los(?:e|ing)|fall|drop)\b(?!.*\bday\b)|\bcould (?:i|we) (?:really |ever )?lose \S*\d+ ?%|\b(?:share|part|fraction|%|percent\w*|how much) of the time\b.*\b(?:below|under)\b|\bworst draw ?down\b.*\band\b|\bhow deep was my worst\b"),
    (Topic.DRIFT, r"\bdrift\w*\b|\bhow (?:far|much) (?:have|has|did) (?:my |the )?(?:\w+ )?(?:weights?|allocations?|holdings|positions|mix)\b.*\b(?:moved|shifted|changed|wandered)\b|\b(?:weights|allocation|asset mix|mix)\b.*\b(?:moved|shifted|wandered)\b"),
    (Topic.ATTRIBUTION, r"\bbrinson\b|\b(?:performance|return|returns|sector|active|benchmark) attribution\b|\battribution (?:by|over|for|of (?:my |the )?(?:return|performance)|this|in|since|to|ytd)\b|^(?:show )?(?:my |the )?attribution$|\b(?:allocation|selection|interaction) effects?\b|\b(?:who|which)\b.*\bcontribut\w+\b.*\b(?:returns?|performance)\b|\bcontributions? (?:of|from) \S+ to (?:my |the )?(?:\w+ )?(?:returns?|performance)\b|\bstock[ -]?(?:selection|picking|picks)\b|\b(?:comes?|came|due|down|because|from|to)\b.*\b(?:sector )?allocation\b|\ballocation or\b|\bselection or\b|\bdriv\w+ (?:my |the )?(?:returns?|performance)\b.*\b(?:versus|vs|against|relative|compared)\b|\bwhy (?:did|do|am|have) i\b.*\b(?:lag\w*|underperform\w*|trail\w*|outperform\w*|beat)\b.*\bsectors?\b"),
    (Topic.FACTORS, r"\b(?:style |risk |market )?factors?\b(?!.*\bshare price\b)|\b(?:value|size|momentum|quality|growth|market|small[ -]?cap|large[ -]?cap|low[ -]?vol\w*|style)s? (?:factor )?(?:tilts?|exposures?|loadings?|bias)\b|\b(?:exposures?|tilts?|exposed|loadings?) (?:to|toward|towards|on) (?:the )?(?:value|momentum|quality|size|small[ -]?caps?|low[ -]?vol\w*)\b|\btilt(?:ed|s)?\b|\bidiosyncratic\b|\bstock[ -]specific\b|\b(?:company|name)[ -]specific\b|\bsystematic\b|\b(?:how much|what (?:share|part|fraction|%|percent\w*)) of (?:my |the )?(?:risk|variance|volatility) (?:is|comes from|are|due to|is explained by|is driven by) (?:just |the |purely |really )?(?:market|styles?|specific|industr\w+|beta)\b|\bvariance decomposition\b|\bdecompos\w+ (?:my |the |of )*variance\b"),
    (Topic.OPTIMIZE, r"\boptimi[sz]\w*|\bmin(?:imum)?[ -](?:variance|vol\w*|risk|cvar|expected shortfall|tracking error)\b(?! etf)|\bminimi[sz]\w+|\bmaximi[sz]\w+|\brisk parity\b|\brisk budget\w*\b|\b(?:equal|same)(?:ly)? risk\b|\bmax(?:imum)?[ -](?:sharpe|diversification|return)\b|\befficient (?:frontier|portfolio|weights)\b|\bfrontier\b|\b(?:mix|weights|combination)\b.*\b(?:best|highest|lowest|least)\b|\btarget (?:a )?(?:vol\w*|return)\b|\b(?:get|bring|cut|lower|reduce|take|move|push)\b.*\b(?:vol\w*|risk)\b.*\b(?:to|at) \S*\d|\b(?:get|go|come|down) to \S*\d\S* ?%? (?:vol\w*|risk)\b|\b(?:lowest|least|smallest|low|lower|reduce|minimal)\b.*\b(?:vol\w*|variance|risk|expected shortfall|cvar|tracking error)\b.*\b(?:at most|no more than|more than|max|maximum|under|below|turnover|each|per name|without)\b|\bsmallest tracking error\b|\breturn\b.*\b(?:with|at|for) the (?:least|lowest|smallest) (?:possible )?(?:risk|vol\w*)|\bblack[ -]?litterman\b|\bmy views?\b|\bconstraints?\b.*\bconflict\w*|\bconflict\w*\b.*\bconstraints?\b|\bmost diversified\b|\bas (?:low|little) as possible\b"),
)  # fmt: skip
"""Rules that a clause's words fulfil by themselves; episodes, shocks and what-ifs need more and are read in `reading/reports.py`."""
