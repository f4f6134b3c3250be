"""The user-level Python API. Everything here is reached as `plumbline.NAME`."""

from plumbline.analytics.measures import measure
from plumbline.notebook.portfolio import Portfolio, Terms
from plumbline.notebook.summary import summary

__all__ = ["Portfolio", "Terms", "measure", "summary"]
