"""What the web app has to know of the installation."""

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.schemas import PublicSettings
from plumbline.core.version import PRODUCT_VERSION

router = APIRouter(prefix="/settings", tags=["settings"])


@router.get("")
async def public_settings(platform: CurrentPlatform, _principal: CurrentPrincipal) -> PublicSettings:
    """Version, model, grounding policy and limits; nothing secret."""
    settings = platform.settings
    return PublicSettings(
        version=PRODUCT_VERSION,
        model=settings.model,
        grounding_policy=settings.grounding_policy,
        max_upload_bytes=settings.max_upload_bytes,
    )
