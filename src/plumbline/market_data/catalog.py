"""The sources of market data that there are, and the market built from those that are configured."""

from collections.abc import Sequence

from plumbline.core.errors import InvalidInput
from plumbline.market_data.assemble import assemble
from plumbline.market_data.market import Market
from plumbline.market_data.provider import MarketDataProvider, ProviderEntry
from plumbline.market_data.providers.folder import build_folder_provider
from plumbline.market_data.providers.sample import build_sample_provider

PROVIDERS: tuple[ProviderEntry, ...] = (
    ProviderEntry(
        scheme="sample",
        summary="20 US stocks since 1990, five factor funds and the S&P 500 up to 2022-12-28; shipped with Plumbline.",
        example="sample",
        build=build_sample_provider,
    ),
    ProviderEntry(
        scheme="folder",
        summary="A folder of CSV, CSV.gz or Parquet files with daily closes, read in place.",
        example="folder:/data/prices",
        build=build_folder_provider,
    ),
)


def build_market(specs: Sequence[str]) -> Market:
    """Load every configured source (`sample`, `folder:/data/prices`) and join them; the first one that has a symbol wins."""
    providers = [provider_for(spec) for spec in specs]
    return assemble([(provider, provider.load()) for provider in providers])


def provider_for(spec: str) -> MarketDataProvider:
    """Return the provider that a setting names; raise `InvalidInput` with the possible ones otherwise."""
    scheme, _, rest = spec.strip().partition(":")
    for entry in PROVIDERS:
        if entry.scheme == scheme:
            return entry.build(rest)
    examples = ", ".join(f"'{entry.example}'" for entry in PROVIDERS)
    raise InvalidInput(f"Expected a source of market data such as {examples}, found '{spec}'. Correct the setting.", subject=spec)
