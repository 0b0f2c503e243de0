"""Request headers that tell a local cloud what the network tells AWS."""

__all__ = ["INSECURE_HEADER", "SOURCE_IP_HEADER", "THROUGH_HEADER"]

THROUGH_HEADER = "x-private-endpoints-vpce"
SOURCE_IP_HEADER = "x-private-endpoints-source-ip"
INSECURE_HEADER = "x-private-endpoints-insecure"
