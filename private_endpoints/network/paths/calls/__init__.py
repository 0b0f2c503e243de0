"""Calls, from a subnet to whatever a question names."""
