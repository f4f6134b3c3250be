"""The base of everything that crosses a boundary: strict, immutable, and the same in Python and TypeScript."""

from pydantic import BaseModel, ConfigDict


class Schema(BaseModel):
    """A frozen value with no unknown fields; fields with defaults are always present when serialized."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True, ser_json_inf_nan="null")
