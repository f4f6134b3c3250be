"""Whether the process lives, and whether it can do its work."""

import structlog
from fastapi import APIRouter, Response

from plumbline.api.dependencies import CurrentPlatform
from plumbline.api.schemas import Check, Health, Readiness
from plumbline.portfolios.platform import Platform
from plumbline.storage import migrate

router = APIRouter(tags=["health"])
log = structlog.get_logger("plumbline.health")


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz")
async def readyz(response: Response, platform: CurrentPlatform) -> Readiness:
    """Database, migrations and market data; 503 while one of them is not there."""
    checks = (*await _database_checks(platform), _market_check(platform))
    ready = all(check.ok for check in checks)
    if not ready:
        response.status_code = 503
    return Readiness(ready=ready, checks=checks)


async def _database_checks(platform: Platform) -> tuple[Check, ...]:
    try:
        async with platform.database.read() as session:
            revision = await migrate.revision_of(session)
    except Exception:  # an edge: whatever the driver raises means the same here, and its text may name the password
        log.exception("database not reachable")
        return (Check(name="database", ok=False, detail="It does not answer; the log says why."),)
    current = revision == migrate.HEAD
    detail = f"Revision {revision}." if current else f"Expected revision {migrate.HEAD}, found {revision}. Run `plumbline migrate`."
    return (Check(name="database", ok=True, detail="It answers."), Check(name="migrations", ok=current, detail=detail))


def _market_check(platform: Platform) -> Check:
    n_symbols = len(platform.market.symbols)
    detail = f"{n_symbols} symbols." if n_symbols else "No provider delivered prices. Check PLUMBLINE_MARKET_DATA."
    return Check(name="market data", ok=n_symbols > 0, detail=detail)
