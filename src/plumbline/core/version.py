"""The version of the running product."""

from importlib.metadata import version

PRODUCT_VERSION = version("plumbline")
