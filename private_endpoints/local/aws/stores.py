"""What exists here and the emulator has no place for."""

from __future__ import annotations

from private_endpoints.local.aws import ministack

__all__ = ["clear_on_reset", "documents", "endpoint_service_permissions", "endpoint_services"]

documents: ministack.Store = ministack.new_store()
endpoint_services: ministack.Store = ministack.new_store()
endpoint_service_permissions: ministack.Store = ministack.new_store()


def clear_on_reset() -> None:
    """Make the emulator's reset forget these too."""
    original = ministack.use("app", "_reset_all_state")

    def reset() -> None:
        documents.clear()
        endpoint_services.clear()
        endpoint_service_permissions.clear()
        original()

    ministack.replace("app", "_reset_all_state", reset)
