"""Keeping a bucket for those who come through the endpoints."""
