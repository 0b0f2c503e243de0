"""`AWS::Organizations::Policy`: service control and resource control policies of the account's own organization.

The emulator makes the account that asks the management account of an organization, whose policies spare it, so nothing
here is refused by them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from private_endpoints.catalog import control_policy_quota
from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["ORGANIZATIONS_POLICY", "enable_resource_control"]

_MODULE = "services.organizations"
_CONTROL = ("RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY")
_FULL_ACCESS = "p-RCPFullAWSAccess"
_STATEMENTS = {"RESOURCE_CONTROL_POLICY": {"Principal": "*"}, "SERVICE_CONTROL_POLICY": {}}


def enable_resource_control() -> None:
    """Let an organization begin with both types of control policies enabled, and with the one that AWS attaches.

    "RCPFullAWSAccess [...] is automatically attached to the organization root, every OU, and every account".
    (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html)
    """
    original: Callable[[], None] = ministack.use(_MODULE, "_ensure_org")
    roots, policies, attachments = (ministack.use(_MODULE, name) for name in ("_roots", "_policies", "_attachments"))

    def ensure() -> None:
        original()
        if _FULL_ACCESS in policies:
            return
        for root_id, root in list(roots.items()):
            types = [*root["PolicyTypes"], {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]
            roots[root_id] = {**root, "PolicyTypes": types}
        statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
        policies[_FULL_ACCESS] = {
            "Id": _FULL_ACCESS,
            "Arn": f"arn:aws:organizations::aws:policy/resource_control_policy/{_FULL_ACCESS}",
            "Name": "RCPFullAWSAccess",
            "Description": "Allows access to every operation",
            "Type": "RESOURCE_CONTROL_POLICY",
            "AwsManaged": True,
            "_Content": json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        }
        attachments[_FULL_ACCESS] = [*roots, ministack.account()]

    ministack.replace(_MODULE, "_ensure_org", ensure)


def _create(properties: Properties) -> str:
    answer = _call("_create_policy", {**_summary(properties), "Type": properties["Type"], "Tags": _tags(properties)})
    policy_id = str(answer["Policy"]["PolicySummary"]["Id"])
    try:
        _attach(policy_id, properties, [])
    except RefusedError:
        _delete(policy_id, properties)
        raise
    return policy_id


def _update(policy_id: str, old: Properties, new: Properties) -> None:
    _call("_update_policy", {**_summary(new), "PolicyId": policy_id})
    ministack.use(_MODULE, "_tags")[policy_id] = {one["Key"]: one["Value"] for one in _tags(new)}
    _attach(policy_id, new, _targets(old))


def _delete(policy_id: str, properties: Properties) -> None:
    del properties
    if policy_id not in ministack.use(_MODULE, "_policies"):
        return
    for target in list(ministack.use(_MODULE, "_attachments").get(policy_id) or []):
        _call("_detach_policy", {"PolicyId": policy_id, "TargetId": target})
    _call("_delete_policy", {"PolicyId": policy_id})


def _attributes(policy_id: str) -> Attributes:
    policy = ministack.use(_MODULE, "_policies")[policy_id]
    return {"Arn": policy["Arn"], "AwsManaged": policy["AwsManaged"], "Id": policy_id}


def _attach(policy_id: str, properties: Properties, before: list[str]) -> None:
    wanted = _targets(properties)
    for target in before:
        if target not in wanted:
            _call("_detach_policy", {"PolicyId": policy_id, "TargetId": target})
    for target in wanted:
        if target not in before:
            _room(str(properties["Type"]), target)
            _call("_attach_policy", {"PolicyId": policy_id, "TargetId": target})


def _room(type_: str, target: str) -> None:
    """Refuse one attachment more than the quota."""
    if type_ not in _CONTROL:
        return
    policies, attachments = ministack.use(_MODULE, "_policies"), ministack.use(_MODULE, "_attachments")
    attached = [
        one for one, policy in policies.items() if policy["Type"] == type_ and target in (attachments.get(one) or [])
    ]
    if len(attached) >= _quota(type_).max_attached:
        # Code and reason documented for AttachPolicy, text from memory:
        # https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
        raise RefusedError(
            "ConstraintViolationException",
            f"You have attached the maximum number of policies of the type {type_} to {target} "
            "(MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED)",
            service="Organizations",
        )


def _summary(properties: Properties) -> dict[str, str]:
    given = properties["Content"]
    # CloudFormation hands an object over without white space.
    content = given if isinstance(given, str) else json.dumps(given, separators=(",", ":"), ensure_ascii=False)
    for code, text in _refusals(str(properties["Type"]), content):
        raise RefusedError(code, text, service="Organizations")
    return {
        "Name": str(properties["Name"]),
        "Description": str(properties.get("Description", "")),
        "Content": content,
    }


def _refusals(type_: str, content: str) -> Iterator[tuple[str, str]]:
    """What AWS refuses of a control policy. Codes documented for CreatePolicy, texts from memory."""
    if type_ not in _CONTROL:
        return
    try:
        document = json.loads(content)
    except ValueError:
        return
    for statement in as_list(document.get("Statement")):
        # "Principal [...] You can't use it in SCPs"; in an RCP "you can only specify "*"", and a customer's RCP has no
        # Allow (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html).
        principal = {key: value for key, value in statement.items() if key in {"Principal", "NotPrincipal"}}
        if principal != _STATEMENTS[type_]:
            yield (
                "MalformedPolicyDocumentException",
                f"The provided policy document has Principal {principal or 'missing'} in a {type_}",
            )
        if type_ == "RESOURCE_CONTROL_POLICY" and statement.get("Effect") != "Deny":
            yield "MalformedPolicyDocumentException", "The Effect of a customer managed RCP must be Deny"
    quota = _quota(type_).max_characters
    if len(content) > quota:
        yield (
            "ConstraintViolationException",
            f"The policy has {len(content)} characters, {quota} are allowed (POLICY_CONTENT_LIMIT_EXCEEDED)",
        )


def _quota(type_: str) -> Any:  # noqa: ANN401 - a row of the catalog
    return control_policy_quota("RESOURCE_CONTROL_POLICY" if type_ == _CONTROL[0] else "SERVICE_CONTROL_POLICY")


def _targets(properties: Properties) -> list[str]:
    return [str(one) for one in as_list(properties.get("TargetIds"))]


def _tags(properties: Properties) -> list[dict[str, str]]:
    return as_list(properties.get("Tags"))


def _call(function: str, payload: Mapping[str, object]) -> dict[str, Any]:
    """One of the emulator's operations; an answer that is no success is an error."""
    status, _, body = ministack.use(_MODULE, function)(payload)
    answer: dict[str, Any] = json.loads(body)
    if status != 200:  # noqa: PLR2004 - HTTP
        code = str(answer.get("__type", "")).rpartition("#")[2]
        raise RefusedError(code, str(answer.get("message") or answer.get("Message")), service="Organizations")
    return answer


ORGANIZATIONS_POLICY = ResourceType(
    name="AWS::Organizations::Policy",
    create=_create,
    delete=_delete,
    update=_update,
    attributes=_attributes,
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-organizations-policy.html
    replaced_by=("Type",),
)
