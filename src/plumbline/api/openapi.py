"""The description of the HTTP API: what FastAPI derives from the routes, with an example for every request and its main answers."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

Example = Mapping[str, Any]

_ME = {"user_id": "user_01m7wjfjxbxtpd25wfsd", "name": "Owner", "role": "admin", "csrf_token": "8c1f0d5b7a"}
_USER = {
    "id": "user_01m7wjfjxbxtpd25wfsd",
    "name": "Anna",
    "role": "user",
    "created_at": "2026-11-20T13:30:00Z",
    "disabled_at": None,
}
_TOKEN = {
    "id": "token_01m7wjfjxbxtpd25wfsd",
    "name": "nightly report",
    "hint": "plb_PpEF",
    "scopes": ["read"],
    "created_at": "2026-11-20T13:30:00Z",
    "expires_at": "2027-02-18T13:30:00Z",
    "last_used_at": None,
}

REQUESTS: Mapping[tuple[str, str], Example] = {
    ("post", "/api/v1/session"): {"token": "7g9zubDW4o0DJG6PTg3NsL9ruERgafxKTBzc36g3M1M"},
    ("post", "/api/v1/tokens"): {"name": "nightly report", "scopes": ["read"], "days": 90},
    ("post", "/api/v1/users"): {"name": "Anna", "role": "user"},
    ("patch", "/api/v1/users/{user_id}"): {"role": "risk", "disabled": False},
    ("post", "/api/v1/portfolios/{portfolio_id}/grants"): {"user": "Anna", "level": "read"},
    ("post", "/api/v1/chat/runs"): {
        "text": "What is driving my risk?",
        "thread_id": None,
        "portfolio_id": "portfolio_01m7wjfjxbxtpd25wfsd",
        "as_of": "2022-06-30",
        "page": {"page": "overview", "summary": "Growth, net value 512,340 USD, volatility 24.1 %", "selection": "AAPL"},
    },
    ("patch", "/api/v1/chat/threads/{thread_id}"): {"title": "Risk of Growth"},
    ("patch", "/api/v1/portfolios/{portfolio_id}"): {"name": "Growth"},
    ("post", "/api/v1/groups"): {
        "name": "Household",
        "members": ["pf_01m7wjfjxbxtpd25wfsd", "pf_01m7wjfjxcxtpd25wfse"],
        "benchmark": "SP500",
    },
    ("patch", "/api/v1/groups/{group_id}"): {"name": "Family"},
    ("post", "/api/v1/portfolios/{portfolio_id}/optimize"): {
        "objective": "minimum_variance",
        "max_weight": 0.2,
        "sector_limits": [{"sector": "Information Technology", "upper": 0.3}],
        "turnover": 0.25,
    },
    ("put", "/api/v1/portfolios/{portfolio_id}/limits/policy"): {
        "rules": [
            {"kind": "single_name", "level": 0.15},
            {"kind": "single_name", "name": "AAPL", "level": 0.1, "warn": 0.09},
            {"kind": "volatility", "level": 0.2, "window": 63},
            {"kind": "cash", "direction": "at_least", "level": 0.02},
        ]
    },
    ("put", "/api/v1/limits/policy"): {"rules": [{"kind": "sector", "level": 0.35}, {"kind": "beta", "level": 1.2}]},
    ("post", "/api/v1/portfolios/{portfolio_id}/rebalance"): {
        "targets": [{"symbol": "AAPL", "weight": 0.1}, {"symbol": "CASH", "weight": 0.05}],
        "others": "scale",
        "minimum_trade": 500,
        "lot_method": "highest_cost",
    },
    ("post", "/api/v1/portfolios/{portfolio_id}/stress"): {"shocks": [{"target": "market", "move": -0.2}], "episodes": ["2008"]},
    ("post", "/api/v1/portfolios/{portfolio_id}/what-if"): {
        "variants": [{"edits": [{"symbol": "AAPL", "weight": 0.1}, {"symbol": "XOM", "weight": 0.0}], "financing": "cash"}]
    },
    ("post", "/api/v1/portfolios/{portfolio_id}/proposals"): {
        "title": "Less Apple",
        "variant": {"edits": [{"symbol": "AAPL", "weight": 0.1}], "financing": "cash"},
    },
    ("post", "/api/v1/portfolios/{portfolio_id}/scenarios"): {
        "name": "Hard landing",
        "shocks": [{"target": "market", "move": -0.2}, {"target": "volatility", "move": 0.1}],
        "shared": True,
    },
}
"""One for each route that takes a JSON body; a test checks that none is missing and that each is valid."""

ANSWERS: Mapping[tuple[str, str, str], Example] = {
    ("post", "/api/v1/session", "200"): _ME,
    ("get", "/api/v1/session", "200"): _ME,
    ("post", "/api/v1/tokens", "201"): {"token": "plb_PpEFVSyBoBvsUfZOYlghAYiQ0wZJ9Jo4hawSLS39pGA", "entry": _TOKEN},
    ("post", "/api/v1/users", "201"): _USER,
    ("patch", "/api/v1/users/{user_id}", "200"): {**_USER, "role": "risk"},
    ("post", "/api/v1/portfolios/{portfolio_id}/grants", "200"): {
        "portfolio_id": "pf_01m7wjfjxbxtpd25wfsd",
        "user_id": _USER["id"],
        "user_name": _USER["name"],
        "level": "read",
        "created_at": "2026-11-20T13:30:00Z",
    },
    ("get", "/api/v1/settings", "200"): {
        "version": "0.1.0",
        "model": "offline",
        "grounding_policy": "strict",
        "max_upload_bytes": 25_000_000,
    },
    ("get", "/readyz", "200"): {"ready": True, "checks": [{"name": "database", "ok": True, "detail": "It answers."}]},
    ("post", "/api/v1/chat/runs", "202"): {"run_id": "run_01m7wjfjxbxtpd25wfsd", "thread_id": "thread_01m7wjfjxbxtpd25wfsd"},
}


class DescribedApi(FastAPI):
    """An application whose description has the examples of this file."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            for (method, path), example in REQUESTS.items():
                _put(document["paths"].get(path, {}).get(method, {}).get("requestBody"), example)
            for (method, path, status), example in ANSWERS.items():
                _put(document["paths"].get(path, {}).get(method, {}).get("responses", {}).get(status), example)
            self.openapi_schema = document
        return self.openapi_schema


def _put(place: dict[str, Any] | None, example: Example) -> None:
    if place is not None:
        place["content"]["application/json"]["example"] = example
