"""What the tests of optimizations share: beliefs, risk budgets, and the weights of a report."""

from plumbline.portfolios.optimization.request import Objective, OptimizationRequest, RiskShare, View
from plumbline.portfolios.optimization.results import OptimizationReport

BELIEFS = (View(symbol="AAPL", value=0.08, confidence=0.6), View(symbol="MSFT", over="AMD", value=0.03))
BUDGETS = (RiskShare(name="AAPL", share=0.3), RiskShare(name="Health Care", share=0.4))


def believing(*views: View) -> OptimizationRequest:
    return OptimizationRequest(objective=Objective.BLACK_LITTERMAN, views=views)


def weights_of(report: OptimizationReport) -> dict[str, float]:
    return {row.symbol: row.optimal_weight for row in report.positions}
