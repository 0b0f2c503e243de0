"""From resources to a network: one file for each family of resource types."""
