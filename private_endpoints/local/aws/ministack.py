"""Everything of the emulator that this package touches, in one place.

ministack has no types and no public interface for extensions: its version is pinned, `use` is the only door to it, and
a test holds every name that goes through that door against the installed version.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from typing import Any

__all__ = [
    "USED",
    "Application",
    "Record",
    "Response",
    "Store",
    "account",
    "actions",
    "after_replacement",
    "application",
    "apply_ec2_tags",
    "bucket_policies",
    "buckets",
    "build_projects",
    "describe_dhcp_options",
    "dhcp_options",
    "drift_readers",
    "ec2_error",
    "ec2_filters",
    "ec2_list",
    "ec2_parameter",
    "ec2_tag_filters_match",
    "ec2_tag_set",
    "ec2_tag_specifications",
    "ec2_xml",
    "flow_logs",
    "functions",
    "group_rules",
    "handlers",
    "hosted_zones",
    "instances",
    "keys",
    "kubernetes_clusters",
    "kubernetes_node_groups",
    "launch_instances",
    "load_balancer_attributes",
    "load_balancer_tags",
    "load_balancers",
    "network_interfaces",
    "new_store",
    "now",
    "object_versions",
    "prefix_list_id",
    "region",
    "replace",
    "replacing_properties",
    "role_allows",
    "roles",
    "route_tables",
    "secrets",
    "security_groups",
    "serve",
    "subnets",
    "tag_properties",
    "tags",
    "task_definitions",
    "use",
    "volumes",
    "vpc_endpoints",
    "vpcs",
]

Record = dict[str, Any]
Store = MutableMapping[str, Record]
Response = tuple[int, dict[str, str], bytes]
Application = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]

# Every (module, name) of the emulator that was asked for.
USED: set[tuple[str, str]] = set()


def use(module: str, name: str) -> Any:  # noqa: ANN401 - the emulator has no types
    """A name of a module of the emulator; AttributeError if this version has none."""
    USED.add((module, name))
    return getattr(import_module(f"ministack.{module}"), name)


def replace(module: str, name: str, value: object) -> None:
    """Put something in place of a name that a module of the emulator has."""
    use(module, name)
    setattr(import_module(f"ministack.{module}"), name, value)


_EC2 = "services.ec2"
_PROVISIONERS = "services.cloudformation.provisioners"

# Where requests are: the emulator keeps both in context variables.
account: Callable[[], str] = use("core.responses", "get_account_id")
region: Callable[[], str] = use("core.responses", "get_region")
# A mapping that shows each account and region its own entries.
new_store: Callable[[], Store] = use("core.responses", "AccountRegionScopedDict")

# What exists.
vpcs: Store = use(_EC2, "_vpcs")
subnets: Store = use(_EC2, "_subnets")
route_tables: Store = use(_EC2, "_route_tables")
security_groups: Store = use(_EC2, "_security_groups")
vpc_endpoints: Store = use(_EC2, "_vpc_endpoints")
network_interfaces: Store = use(_EC2, "_network_interfaces")
flow_logs: Store = use(_EC2, "_flow_logs")
dhcp_options: Store = use(_EC2, "_dhcp_options")
instances: Store = use(_EC2, "_instances")
volumes: Store = use(_EC2, "_volumes")
tags: MutableMapping[str, list[dict[str, str]]] = use(_EC2, "_tags")
hosted_zones: Store = use("services.route53", "_zones")
load_balancers: Store = use("services.alb", "_lbs")
load_balancer_attributes: Store = use("services.alb", "_lb_attrs")
load_balancer_tags: Store = use("services.alb", "_tags")
buckets: Store = use("services.s3", "_buckets")
# Keys are pairs of bucket and key.
object_versions: MutableMapping[tuple[str, str], Any] = use("services.s3", "_object_versions")
bucket_policies: MutableMapping[str, Any] = use("services.s3", "_bucket_policies")

functions: Store = use("services.lambda_svc", "_functions")
task_definitions: Store = use("services.ecs", "_task_defs")
kubernetes_clusters: Store = use("services.eks", "_clusters")
# Keys are the names of cluster and group with a slash between.
kubernetes_node_groups: Store = use("services.eks", "_nodegroups")
build_projects: Store = use("services.codebuild", "_projects")
keys: Store = use("services.kms", "_keys")
secrets: Store = use("services.secretsmanager", "_secrets")
roles: Store = use("services.iam", "_roles")

# CloudFormation: what each resource type does, and what is known of it.
handlers: dict[str, dict[str, Callable[..., Any]]] = use(_PROVISIONERS, "_RESOURCE_HANDLERS")
replacing_properties: dict[str, tuple[str, ...]] = use(_PROVISIONERS, "_REPLACING_PROPERTIES")
tag_properties: dict[str, tuple[str, str]] = use(_PROVISIONERS, "_STACK_TAG_PROPERTY")
drift_readers: dict[str, tuple[Callable[..., Any], frozenset[str]]] = use(
    "services.cloudformation.drift", "_DRIFT_READERS"
)
apply_ec2_tags: Callable[..., None] = use(_PROVISIONERS, "_ec2_apply_tags")
group_rules: Callable[[list[Any]], list[Record]] = use(_PROVISIONERS, "_ec2_sg_permissions")

# Removals that wait until the update of a stack has succeeded, or nothing outside of one.
_removed_after_update: Any = use(_PROVISIONERS, "_DEFERRED_PREDECESSOR_DELETES")

# The evaluator of policies.
_request: Callable[..., Any] = use("core.iam_evaluator", "EvalContext")
_evaluate: Callable[..., Any] = use("core.iam_evaluator", "evaluate")
_policies_of_role: Callable[[str, str], Any] = use("core.iam_evaluator", "_gather_role_policies")

# The EC2 API: what each action does, and the parts of its requests and answers.
actions: dict[str, Callable[[Any], Response]] = use(_EC2, "_ACTION_MAP")
describe_dhcp_options: Callable[[Any], Response] = use(_EC2, "_describe_dhcp_options")
ec2_parameter: Callable[..., str] = use(_EC2, "_p")
ec2_list: Callable[[Any, str], list[str]] = use(_EC2, "_parse_member_list")
ec2_filters: Callable[[Any], dict[str, list[str]]] = use(_EC2, "_parse_filters")
ec2_tag_specifications: Callable[[Any, str, str], None] = use(_EC2, "_parse_tag_specs")
ec2_tag_filters_match: Callable[[str, dict[str, list[str]]], bool] = use(_EC2, "_resource_matches_tag_filters")
ec2_tag_set: Callable[[str], str] = use(_EC2, "_tag_set_xml")
ec2_xml: Callable[[int, str, str], Response] = use(_EC2, "_xml")
ec2_error: Callable[[str, str, int], Response] = use(_EC2, "_error")
launch_instances: Callable[..., list[Record]] = use(_EC2, "_launch_instances_internal")
now: Callable[[], str] = use(_EC2, "_now_ts")


def prefix_list_id(service_name: str) -> str:
    """Id of the managed prefix list of a gateway service, as the emulator tells it to everybody."""
    return str(use(_EC2, "_aws_pl_id_from_name")(service_name))


def role_allows(role: str, action: str, resource: str) -> bool:
    """Whether the policies of a role, by name, allow an action, as the emulator's evaluator decides."""
    context = _request(
        principal_arn=f"arn:aws:iam::{account()}:role/{role}",
        principal_type="AssumedRole",
        principal_account=account(),
        action=action,
        resource_arn=resource,
        region=region(),
    )
    decided = _evaluate(context, _policies_of_role(role, account()))
    return str(decided.decision) == "Allow"


def after_replacement(remove: Callable[..., None], *arguments: object) -> None:
    """Remove something of a resource that an update replaced: with the resource, once the update has succeeded."""
    waiting = _removed_after_update.get()
    if waiting is None:
        remove(*arguments)
    else:
        waiting.append((remove, arguments, {}))


def serve(service: str, target_prefix: str, handler: Callable[..., Awaitable[Response]]) -> None:
    """Answer the requests of a service that the emulator does not have, by the prefix of their `X-Amz-Target`."""
    use("core.router", "SERVICE_PATTERNS")[service] = {"target_prefixes": [target_prefix]}
    use("app", "SERVICE_HANDLERS")[service] = handler


def application() -> Application:
    """The emulator's ASGI application. Importing it copies names: replace those of other modules before."""
    found: Application = use("app", "app")
    return found
