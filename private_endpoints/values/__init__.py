"""Values known only in part, shared by policies and templates: equal, unequal, or unknown and on what that depends."""

from private_endpoints.values.glob import Glob, compile_glob
from private_endpoints.values.intrinsics import from_template, is_intrinsic
from private_endpoints.values.match import equal, matches
from private_endpoints.values.opaque import Opaque
from private_endpoints.values.pattern import Element, Pattern, Wildcard, literal_pattern, wildcard_pattern
from private_endpoints.values.truth import Truth, Unknown, all_of, any_of, negate
from private_endpoints.values.value import Choice, Join, Parameter, Reference, Value, join, references

__all__ = [
    "Choice",
    "Element",
    "Glob",
    "Join",
    "Opaque",
    "Parameter",
    "Pattern",
    "Reference",
    "Truth",
    "Unknown",
    "Value",
    "Wildcard",
    "all_of",
    "any_of",
    "compile_glob",
    "equal",
    "from_template",
    "is_intrinsic",
    "join",
    "literal_pattern",
    "matches",
    "negate",
    "references",
    "wildcard_pattern",
]
