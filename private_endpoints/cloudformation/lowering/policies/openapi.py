"""Descriptions of REST APIs in OpenAPI: the authorization of their operations, and the policy.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from private_endpoints.network import Maybe
from private_endpoints.values import Unknown

__all__ = ["authorizations_in", "policy_in"]

_POLICY = "x-amazon-apigateway-policy"
_AUTH = "x-amazon-apigateway-auth"
_AUTH_TYPE = "x-amazon-apigateway-authtype"
_FUNCTION = "Fn::"
# But for `options`, the answers to preflight requests of browsers, which carry no credentials.
_OPERATIONS = ("get", "put", "post", "delete", "head", "patch", "x-amazon-apigateway-any-method")
# `awsSigv4` is reserved, the others are what exports and examples of AWS have; 2026-11-21:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
_KINDS = {"awssigv4": "AWS_IAM", "cognito_user_pools": "COGNITO_USER_POOLS", "custom": "CUSTOM"}


def policy_in(body: object, name: str) -> Any:  # noqa: ANN401 - a document
    """The resource policy of a description; None: it has none.

    Args:
        body: the description.
        name: what messages call it.
    """
    if not _is_whole(body):
        return Unknown(frozenset({name}))
    found = body.get(_POLICY)
    return found if found is None or isinstance(found, Mapping) else Unknown(frozenset({f"{name}.{_POLICY}"}))


def authorizations_in(body: object, name: str) -> Maybe[frozenset[str]]:
    """What the operations of a description ask of a caller, as `AuthorizationType` says it.

    Args:
        body: the description.
        name: what messages call it.
    """
    unknown = Unknown(frozenset({name}))
    if not _is_whole(body):
        return unknown
    paths = body.get("paths", {})
    if not _is_whole(paths):
        return unknown
    found: set[str] = set()
    for item in paths.values():
        if not _is_whole(item) or "$ref" in item:
            return unknown
        for operation in _operations(item):
            kind = _kind(operation, body)
            if kind is None:
                return unknown
            found.add(kind)
    return frozenset(found)


def _is_whole(given: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether all of an object is there, and no call of a function puts more into it."""
    return isinstance(given, Mapping) and not any(name.startswith(_FUNCTION) for name in given)


def _operations(item: Mapping[str, Any]) -> Iterator[Any]:
    return (value for method, value in item.items() if method.lower() in _OPERATIONS)


def _kind(operation: object, body: Mapping[str, Any]) -> str | None:
    """None: not known."""
    if not isinstance(operation, Mapping):
        return None
    auth = operation.get(_AUTH)
    if auth is not None:
        kind = auth.get("type") if isinstance(auth, Mapping) else None
        return kind.upper() if isinstance(kind, str) and kind.upper() in {"NONE", "AWS_IAM"} else None
    required = operation.get("security", body.get("security"))
    if not required:
        return "NONE"
    if not isinstance(required, list) or len(required) != 1 or not isinstance(required[0], Mapping):
        return None
    kinds = {_kind_of_scheme(body, one) for one in required[0]}
    return kinds.pop() if len(kinds) == 1 else None


def _kind_of_scheme(body: Mapping[str, Any], name: str) -> str | None:
    components = body.get("components")
    schemes = body.get("securityDefinitions")
    if schemes is None and isinstance(components, Mapping):
        schemes = components.get("securitySchemes")
    scheme = schemes.get(name) if isinstance(schemes, Mapping) else None
    kind = scheme.get(_AUTH_TYPE) if isinstance(scheme, Mapping) else None
    return _KINDS.get(kind.lower()) if isinstance(kind, str) else None
