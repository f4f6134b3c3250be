"""The command `plumbline`. One file a command; each imports what is heavy only when it runs."""

import typer

from plumbline.cli.ask import ask
from plumbline.cli.attribution import attribution
from plumbline.cli.audit import audit
from plumbline.cli.backtest import backtest
from plumbline.cli.correlation import correlation
from plumbline.cli.drawdowns import drawdowns
from plumbline.cli.drift import drift
from plumbline.cli.factors import factors
from plumbline.cli.findings import findings
from plumbline.cli.grant import grant
from plumbline.cli.group import group
from plumbline.cli.hedging import hedging
from plumbline.cli.import_file import import_file
from plumbline.cli.limit_rules import limit_rules
from plumbline.cli.limits import limits
from plumbline.cli.migrate import migrate
from plumbline.cli.openapi import openapi
from plumbline.cli.optimize import optimize
from plumbline.cli.options import options
from plumbline.cli.performance import performance
from plumbline.cli.portfolios import portfolios
from plumbline.cli.proposals import proposals
from plumbline.cli.rebalance import rebalance
from plumbline.cli.report import report
from plumbline.cli.risk import risk
from plumbline.cli.serve import serve
from plumbline.cli.settings import settings
from plumbline.cli.sign_in_link import sign_in_link
from plumbline.cli.stress import scenarios, stress
from plumbline.cli.tail import tail
from plumbline.cli.terminal import Commands
from plumbline.cli.tokens import tokens
from plumbline.cli.users import users
from plumbline.cli.volatility import volatility
from plumbline.cli.what_if import what_if

_START = "Start"
_PORTFOLIOS = "Portfolios"
_OPERATE = "Operate"

app = typer.Typer(
    name="plumbline",
    cls=Commands,
    help="Portfolio and risk intelligence in which every figure can be traced to its calculation.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(rich_help_panel=_START)(serve)
app.command(rich_help_panel=_START)(sign_in_link)
app.command(rich_help_panel=_PORTFOLIOS)(ask)
app.command(rich_help_panel=_PORTFOLIOS)(portfolios)
app.command(rich_help_panel=_PORTFOLIOS)(performance)
app.command(rich_help_panel=_PORTFOLIOS)(risk)
app.command(rich_help_panel=_PORTFOLIOS)(report)
app.command(rich_help_panel=_PORTFOLIOS)(stress)
app.command(rich_help_panel=_PORTFOLIOS)(scenarios)
app.command("what-if", rich_help_panel=_PORTFOLIOS)(what_if)
app.command(rich_help_panel=_PORTFOLIOS)(proposals)
app.command(rich_help_panel=_PORTFOLIOS)(limits)
app.command("limit-rules", rich_help_panel=_PORTFOLIOS)(limit_rules)
app.command(rich_help_panel=_PORTFOLIOS)(drawdowns)
app.command(rich_help_panel=_PORTFOLIOS)(volatility)
app.command(rich_help_panel=_PORTFOLIOS)(correlation)
app.command(rich_help_panel=_PORTFOLIOS)(hedging)
app.command(rich_help_panel=_PORTFOLIOS)(tail)
app.command(rich_help_panel=_PORTFOLIOS)(options)
app.command(rich_help_panel=_PORTFOLIOS)(backtest)
app.command(rich_help_panel=_PORTFOLIOS)(optimize)
app.command(rich_help_panel=_PORTFOLIOS)(rebalance)
app.command(rich_help_panel=_PORTFOLIOS)(factors)
app.command(rich_help_panel=_PORTFOLIOS)(attribution)
app.command(rich_help_panel=_PORTFOLIOS)(drift)
app.add_typer(group, name="group", rich_help_panel=_PORTFOLIOS)
app.command("import", rich_help_panel=_PORTFOLIOS)(import_file)
app.command(rich_help_panel=_PORTFOLIOS)(grant)
app.command(rich_help_panel=_OPERATE)(settings)
app.command(rich_help_panel=_OPERATE)(migrate)
app.command(rich_help_panel=_OPERATE)(openapi)
app.command(rich_help_panel=_OPERATE)(audit)
app.command(rich_help_panel=_OPERATE)(findings)
app.add_typer(users, name="users", rich_help_panel=_OPERATE)
app.add_typer(tokens, name="tokens", rich_help_panel=_OPERATE)

if __name__ == "__main__":
    app()
