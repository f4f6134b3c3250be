"""Every tool, written out: what a model may be offered, in this order."""

from plumbline.agent.tools.arithmetic import calculate
from plumbline.agent.tools.artifacts import create_artifact
from plumbline.agent.tools.correlation import get_correlation
from plumbline.agent.tools.drawdowns import get_drawdowns
from plumbline.agent.tools.group import get_group_report
from plumbline.agent.tools.hedging import get_hedging
from plumbline.agent.tools.limits import get_limits
from plumbline.agent.tools.market import compare_symbols, get_price_history, get_quote
from plumbline.agent.tools.optimize import optimize_portfolio
from plumbline.agent.tools.options import get_options
from plumbline.agent.tools.portfolios import (
    get_holdings,
    get_performance,
    get_portfolio_overview,
    get_position,
    get_risk_contributors,
    get_risk_report,
    list_portfolios,
)
from plumbline.agent.tools.query import query_figures
from plumbline.agent.tools.rebalance import rebalance_portfolio
from plumbline.agent.tools.reports import get_backtest, get_factors
from plumbline.agent.tools.return_reports import get_attribution, get_drift
from plumbline.agent.tools.showing import show_report
from plumbline.agent.tools.stress import get_stress_test, run_saved_scenarios
from plumbline.agent.tools.tail_risk import get_tail_risk
from plumbline.agent.tools.tool import AnyTool
from plumbline.agent.tools.volatility import get_volatility
from plumbline.agent.tools.what_if import run_what_if

TOOLS: tuple[AnyTool, ...] = (
    query_figures,
    list_portfolios,
    get_portfolio_overview,
    get_holdings,
    get_position,
    get_risk_report,
    get_risk_contributors,
    get_performance,
    get_backtest,
    optimize_portfolio,
    rebalance_portfolio,
    get_factors,
    get_attribution,
    get_drift,
    get_group_report,
    get_stress_test,
    run_saved_scenarios,
    run_what_if,
    get_limits,
    get_drawdowns,
    get_volatility,
    get_correlation,
    get_hedging,
    get_tail_risk,
    get_options,
    get_quote,
    compare_symbols,
    get_price_history,
    calculate,
    create_artifact,
    show_report,
)
