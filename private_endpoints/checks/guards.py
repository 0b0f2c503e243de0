"""Condition keys that perimeters are made of."""

from __future__ import annotations

__all__ = ["CARRIED_BY_SOME", "IDENTITY_KEYS", "NETWORK_KEYS"]

# In lower case, as clauses have them. Keys that say through which network a request comes
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, 2026-11-21).
CARRIED_BY_SOME = ("aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths")
NETWORK_KEYS = ("aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", *CARRIED_BY_SOME)
# Keys that say to whom the caller or the resource belongs.
IDENTITY_KEYS = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
)
