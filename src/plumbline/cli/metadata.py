"""Every table of the product, for comparing migrations with. A new `models.py` adds its line here."""

from types import ModuleType

from sqlalchemy import MetaData

import plumbline.access.models
import plumbline.agent.models
import plumbline.artifacts.models
import plumbline.audit.models
import plumbline.market_data.models
import plumbline.portfolios.models
from plumbline.storage.tables import Base

MODELS: tuple[ModuleType, ...] = (
    plumbline.access.models,
    plumbline.agent.models,
    plumbline.artifacts.models,
    plumbline.audit.models,
    plumbline.market_data.models,
    plumbline.portfolios.models,
)
METADATA: MetaData = Base.metadata
