"""Limit rules in the terminal: changes of them, a numbered table, and files in the form in which they are printed."""

import csv
import io
import json
from pathlib import Path

import typer
from pydantic import TypeAdapter, ValidationError
from rich.markup import escape

from plumbline.access.principal import Principal
from plumbline.cli.limit_rules_options import Change
from plumbline.cli.local import run_locally
from plumbline.cli.report_output import plain_table
from plumbline.cli.terminal import err, out
from plumbline.core.errors import InvalidInput
from plumbline.market_data.market import MarketView
from plumbline.portfolios.limit_policies import LimitPolicy, get_policy, policy_rules, set_policy, undo_policy
from plumbline.portfolios.limit_rules import LimitRule
from plumbline.portfolios.limit_texts import checked_rules, read_rule
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import resolve_portfolio

_RULES = TypeAdapter(tuple[LimitRule, ...])
_COLUMNS = tuple(LimitRule.model_fields)
_LARGEST_FILE = 1_000_000
_SOURCES = {
    "default": "the default policy: nobody wrote rules",
    "person": "your rules for all your portfolios",
    "portfolio": "rules of this portfolio",
    "group": "rules of this group",
    "owner": "the rules of its owner for all their portfolios",
    "members": "the rules that all its members have",
}


def apply_change(portfolio: str | None, change: Change) -> LimitPolicy:
    """The policy after the change; None = that for all portfolios of the owner."""
    changes = [change.add or change.remove, change.file, change.reset, change.undo]
    if sum(bool(one) for one in changes) > 1:
        raise InvalidInput("Expected one change at a time: --add and --remove, --file, --reset or --undo.", subject="--add")

    async def work(platform: Platform, owner: Principal) -> LimitPolicy:
        subject = None if portfolio is None else (await resolve_portfolio(platform, owner, portfolio or None)).id
        if change.undo:
            return await undo_policy(platform, owner, subject)
        async with platform.database.read() as session:
            now = await get_policy(session, owner, subject)
        if not any(changes):
            return now
        rules = None if change.reset else _changed(policy_rules(now), change, platform.market.as_of(None))
        return await set_policy(platform, owner, subject, rules=rules)

    found = run_locally(work)
    if any(changes) and not change.undo:
        err.print("[dim]Changed. Take it back with --undo.[/]")
    return found


def print_rules(policy: LimitPolicy, *, as_json: bool, as_csv: bool) -> None:
    """One line each, numbered for --remove."""
    rules = policy_rules(policy)
    if as_json:
        typer.echo(json.dumps([rule.model_dump(mode="json", exclude_none=True) for rule in rules], indent=2))
        return
    if as_csv:
        typer.echo(_as_csv(rules), nl=False)
        return
    table = plain_table("", left=("Rule",))
    for number, entry in enumerate(policy.rules, start=1):
        table.add_row(str(number), escape(entry.text))
    out.print(table)
    out.print(f"[dim]These are {_SOURCES[policy.source]}.[/]")


def _changed(rules: tuple[LimitRule, ...], change: Change, view: MarketView) -> tuple[LimitRule, ...]:
    """The rules with what was added and without what was removed; a rule over the same figure replaces the one there was."""
    if change.file is not None:
        return _from_file(change.file)
    unknown = [number for number in change.remove or () if not 1 <= number <= len(rules)]
    if unknown:
        raise InvalidInput(f"Expected numbers from 1 to {len(rules)}, found {unknown[0]}.", subject="--remove")
    kept = [rule for number, rule in enumerate(rules, start=1) if number not in (change.remove or ())]
    for text in change.add or ():
        [new] = checked_rules((read_rule(text, view),), view)
        kept = [rule for rule in kept if rule.key != new.key] + [new]
    return tuple(kept)


def _from_file(path: Path) -> tuple[LimitRule, ...]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise InvalidInput(f"Expected a file that can be read, found {path}: {error.strerror}.", subject="--file") from error
    if len(content) > _LARGEST_FILE:
        raise InvalidInput(f"Expected a file of rules, found more than {_LARGEST_FILE:,} bytes in {path}.", subject="--file")
    try:
        text = content.decode("utf-8-sig")
        return _RULES.validate_json(text) if text.lstrip().startswith(("[", "{")) else _RULES.validate_python(_rows(text))
    except (UnicodeDecodeError, ValidationError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        where = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}" if first else "it is no text"
        message = f"Expected rules as `limit-rules --json` or `--csv` prints them, found {path.name}, {where}."
        raise InvalidInput(message, subject="--file") from error


def _rows(text: str) -> list[dict[str, str]]:
    return [{key: value for key, value in row.items() if key and value} for row in csv.DictReader(io.StringIO(text))]


def _as_csv(rules: tuple[LimitRule, ...]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for rule in rules:
        writer.writerow({name: "" if value is None else value for name, value in rule.model_dump(mode="json").items()})
    return text.getvalue()
