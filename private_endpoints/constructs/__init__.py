"""The L3 constructs. Import them from `private_endpoints`."""
