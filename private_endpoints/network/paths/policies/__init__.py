"""Whether policies let a call through: of endpoint, resource and role."""
