"""What exists here and the emulator has no place for."""

from __future__ import annotations

from collections.abc import MutableMapping

from private_endpoints.local.aws import ministack

__all__ = [
    "clear_on_reset",
    "documents",
    "endpoint_service_permissions",
    "endpoint_services",
    "notebook_instances",
    "service_interfaces",
]

documents: ministack.Store = ministack.new_store()
endpoint_services: ministack.Store = ministack.new_store()
endpoint_service_permissions: ministack.Store = ministack.new_store()
notebook_instances: ministack.Store = ministack.new_store()
# Ids of the network interfaces that a service made, by what it made them for.
service_interfaces: MutableMapping[str, list[str]] = ministack.new_store()  # type: ignore[assignment]

_ALL = (documents, endpoint_services, endpoint_service_permissions, notebook_instances, service_interfaces)


def clear_on_reset() -> None:
    """Make the emulator's reset forget these too."""
    original = ministack.use("app", "_reset_all_state")

    def reset() -> None:
        for store in _ALL:
            store.clear()
        original()

    ministack.replace("app", "_reset_all_state", reset)
