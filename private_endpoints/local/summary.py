"""What is deployed, as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from private_endpoints.local.inventory import Endpoint, Inventory

__all__ = ["print_inventory"]


def print_inventory(console: Console, inventory: Inventory) -> None:
    """Print a network: its endpoints, its routes, and that nothing leads to the internet."""
    zones = ", ".join(inventory.zones)
    console.print(Text.assemble(("VPC ", "bold"), f"{inventory.vpc_id}  {inventory.cidr}  {zones}"))
    console.print()
    console.print(_endpoints(inventory))
    console.print(_routes(inventory))
    for line in _internet(inventory):
        console.print(line)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_lines=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _endpoints(inventory: Inventory) -> Table:
    table = _table("VPC endpoints", "Service", "Endpoint", "Reached from", "Private DNS", "Admits (port)", "Policy")
    for endpoint in inventory.endpoints:
        table.add_row(
            Text.assemble((_short(endpoint.service), "cyan"), f"\n{endpoint.kind}"),
            f"{endpoint.id}\n{endpoint.state}",
            _where(endpoint),
            "\n".join(endpoint.private_dns_names) or "-",
            "\n".join(endpoint.ingress) or "-",
            f"{chr(10).join(endpoint.statement_ids)}\n{endpoint.policy_characters} characters",
            end_section=True,
        )
    return table


def _short(service: str) -> str:
    # What follows the region; a name without one stays whole.
    parts = service.split(".")
    return ".".join(parts[3:]) or service


def _where(endpoint: Endpoint) -> str:
    if endpoint.kind == "Gateway":
        count = len(endpoint.route_tables)
        return f"{count} route table{'s' if count != 1 else ''}"
    return "\n".join(endpoint.zones)


def _routes(inventory: Inventory) -> Table:
    table = _table("Routes", "Subnets", "Destination", "Target")
    services = {endpoint.id: _short(endpoint.service) for endpoint in inventory.endpoints}
    for route_table in inventory.route_tables:
        table.add_row(
            "\n".join(route_table.subnets),
            "\n".join(destination for destination, _ in route_table.routes),
            "\n".join(
                f"{target} ({services[target]})" if target in services else target for _, target in route_table.routes
            ),
            end_section=True,
        )
    return table


def _internet(inventory: Inventory) -> list[Text]:
    public = [address for _, address in inventory.instances if address]
    rows = [
        ("internet gateways", inventory.internet_gateways),
        ("NAT gateways", inventory.nat_gateways),
        (f"public addresses of {len(inventory.instances)} instance(s)", public),
    ]
    return [
        Text.assemble((", ".join(found) or "none", "bold red" if found else "bold green"), f"  {what}")
        for what, found in rows
    ]
