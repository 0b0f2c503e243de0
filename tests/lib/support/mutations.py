"""Mutants of templates: each has one line of defence broken.

An operator takes a template and yields its mutants with what was done to each. The template is never changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["OPERATORS", "Mutant", "mutants"]

Template: TypeAlias = dict[str, Any]
Made: TypeAlias = Iterator[tuple[str, Template]]
Operator: TypeAlias = Callable[[Template], Made]

ENDPOINT = "AWS::EC2::VPCEndpoint"
INGRESS = "AWS::EC2::SecurityGroupIngress"
EGRESS = "AWS::EC2::SecurityGroupEgress"
FOREIGN = "vpce-0123456789abcdef0"
ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
WORKLOADS = (
    "AWS::CodeBuild::Project",
    "AWS::EC2::Instance",
    "AWS::ECS::Service",
    "AWS::EKS::Nodegroup",
    "AWS::Lambda::Function",
    "AWS::SageMaker::NotebookInstance",
)
# Where policies of resources are, by the type that carries them.
POLICIES = {
    "AWS::KMS::Key": "KeyPolicy",
    "AWS::S3::BucketPolicy": "PolicyDocument",
    "AWS::SQS::QueuePolicy": "PolicyDocument",
    "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
}


@dataclass(frozen=True)
class Mutant:
    """A template with one line of defence broken.

    Attributes:
        operator: what kind of thing was done.
        what: to what it was done.
        template: the result.
    """

    operator: str
    what: str
    template: Template

    def __str__(self) -> str:
        return f"{self.operator}: {self.what}"


def mutants(template: Template) -> Iterator[Mutant]:
    """Every mutant of a template."""
    for operator in OPERATORS:
        for what, made in operator(template):
            yield Mutant(operator.__name__, what, made)


def copy(template: Template) -> Template:
    """Without objects that stand in several places."""
    copied: Template = json.loads(json.dumps(template))
    return copied


def of(template: Template, *types: str) -> list[str]:
    """The logical ids of some types."""
    return [name for name, one in template["Resources"].items() if one["Type"] in types]


def properties(template: Template, name: str) -> dict[str, Any]:
    """The properties of a resource."""
    found: dict[str, Any] = template["Resources"][name].setdefault("Properties", {})
    return found


def is_interface(template: Template, name: str) -> bool:
    return bool(properties(template, name).get("VpcEndpointType") == "Interface")


def without(template: Template, name: str, stand_in: str) -> Template:
    """Without a resource; what refers to it gets an id that is nowhere."""

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            if value == {"Ref": name} or (list(value) == ["Fn::GetAtt"] and value["Fn::GetAtt"][0] == name):
                return stand_in
            return {key: renamed(one) for key, one in value.items()}
        return [renamed(one) for one in value] if isinstance(value, list) else value

    made = copy(template)
    del made["Resources"][name]
    resources = {key: renamed(one) for key, one in made["Resources"].items()}
    for one in resources.values():
        depends = one.pop("DependsOn", [])
        rest = [other for other in ([depends] if isinstance(depends, str) else depends) if other != name]
        if rest:
            one["DependsOn"] = rest
    return {**made, "Resources": resources}


def changed(template: Template, name: str, **values: Any) -> Template:
    """With some properties of a resource changed; None removes one."""
    made = copy(template)
    own = properties(made, name)
    for key, value in values.items():
        if value is None:
            own.pop(key, None)
        else:
            own[key] = value
    return made


# Endpoints


def delete_endpoint(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        yield name, without(template, name, FOREIGN)


def turn_private_dns_off(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        if properties(template, name).get("PrivateDnsEnabled"):
            yield name, changed(template, name, PrivateDnsEnabled=False)


def take_a_route_table_from_a_gateway(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        tables = properties(template, name).get("RouteTableIds", [])
        for index in range(len(tables)):
            yield f"{name} {index}", changed(template, name, RouteTableIds=tables[:index] + tables[index + 1 :])


def take_a_zone_from_an_endpoint(template: Template) -> Made:
    """A zone in which something runs; where nothing does, an endpoint is of no use."""
    for name in of(template, ENDPOINT):
        subnets = properties(template, name).get("SubnetIds", [])
        for index, subnet in enumerate(subnets):
            if any(runs_in(one, subnet) for one in template["Resources"].values()):
                yield f"{name} {index}", changed(template, name, SubnetIds=subnets[:index] + subnets[index + 1 :])


def runs_in(resource: dict[str, Any], subnet: Any) -> bool:
    """Whether a workload is in a subnet."""
    own = resource.get("Properties", {})
    return resource["Type"] in WORKLOADS and json.dumps(subnet) in json.dumps(own)


def put_an_endpoint_into_the_default_group(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        if is_interface(template, name):
            yield name, changed(template, name, SecurityGroupIds=None)


def ask_for_another_service(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        service = properties(template, name)["ServiceName"]
        for other in ("com.amazonaws.us-east-1.monitoring", service.replace("us-east-1", "eu-west-1")):
            if not (other.endswith("monitoring") and not is_interface(template, name)):
                yield f"{name} {other}", changed(template, name, ServiceName=other)


# Policies of endpoints


def statements(template: Template, name: str) -> list[dict[str, Any]]:
    document = properties(template, name).get("PolicyDocument")
    return list(document["Statement"]) if document else []


def with_statements(template: Template, name: str, every: list[Any]) -> Template:
    return changed(template, name, PolicyDocument={"Version": "2012-10-17", "Statement": every})


def drop_an_endpoint_policy(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        if statements(template, name):
            yield name, changed(template, name, PolicyDocument=None)


def drop_an_allow_of_an_endpoint(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        every = statements(template, name)
        for index, one in enumerate(every):
            if one.get("Sid") == "AwsServicePrincipals":
                # For calls that services make themselves, of which no workload is one.
                continue
            rest = every[:index] + every[index + 1 :]
            # AWS takes no policy without a statement: what is left then allows nothing.
            kept = rest or [{**ALL, "Effect": "Deny"}]
            yield f"{name} {one.get('Sid')}", with_statements(template, name, kept)


def add_a_deny_to_an_endpoint(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        every = statements(template, name)
        if every:
            yield name, with_statements(template, name, [*every, {**ALL, "Effect": "Deny"}])


def widen_an_endpoint_policy(template: Template) -> Made:
    for name in of(template, ENDPOINT):
        every = statements(template, name)
        # Their actions are on no resource that an account could own.
        channels = str(properties(template, name)["ServiceName"]).endswith("messages")
        if every:
            yield f"{name} allow all", with_statements(template, name, [*every, ALL])
        for index, one in enumerate(every):
            for what, wider in wider_statements(one):
                if channels and what == "without aws:ResourceAccount":
                    continue
                yield (
                    f"{name} {one.get('Sid')} {what}",
                    with_statements(template, name, [*every[:index], wider, *every[index + 1 :]]),
                )


def wider_statements(one: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    conditions = one.get("Condition", {})
    if conditions:
        yield "without conditions", {key: value for key, value in one.items() if key != "Condition"}
    for operator, keys in conditions.items():
        if len(conditions) > 1 or len(keys) > 1:
            for key in keys:
                rest = {name: value for name, value in keys.items() if name != key}
                kept = {name: value for name, value in conditions.items() if name != operator}
                yield f"without {key}", {**one, "Condition": {**kept, **({operator: rest} if rest else {})}}
    # A patch baseline of AWS is one of any account.
    if one.get("Resource") != "*" and one.get("Sid") != "AwsPatchBaselines":
        yield "any resource", {**one, "Resource": "*"}


# Security groups


def delete_an_ingress_rule(template: Template) -> Made:
    for name in of(template, INGRESS):
        yield name, without(template, name, "")


def delete_an_egress_rule(template: Template) -> Made:
    for name in of(template, EGRESS):
        yield name, without(template, name, "")


def move_a_rule_to_another_port(template: Template) -> Made:
    for name in of(template, INGRESS, EGRESS):
        yield name, changed(template, name, FromPort=80, ToPort=80)


def open_an_endpoint_to_the_world(template: Template) -> Made:
    for name in of(template, INGRESS):
        yield name, changed(template, name, SourceSecurityGroupId=None, CidrIp="0.0.0.0/0")


def let_an_endpoint_admit_a_stranger(template: Template) -> Made:
    for name in of(template, INGRESS):
        yield name, changed(template, name, SourceSecurityGroupId="sg-0123456789abcdef0")


# The VPC


def turn_a_dns_attribute_off(template: Template) -> Made:
    # Host names matter to private DNS only.
    private = any(properties(template, name).get("PrivateDnsEnabled") for name in of(template, ENDPOINT))
    for name in of(template, "AWS::EC2::VPC"):
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames") if private else ("EnableDnsSupport",):
            yield f"{name} {attribute}", changed(template, name, **{attribute: False})


def use_other_dns_servers(template: Template) -> Made:
    for name in of(template, "AWS::EC2::VPC"):
        made = copy(template)
        made["Resources"]["MutantOptions"] = resource("AWS::EC2::DHCPOptions", DomainNameServers=["192.0.2.53"])
        made["Resources"]["MutantOptionsAssociation"] = resource(
            "AWS::EC2::VPCDHCPOptionsAssociation", VpcId={"Ref": name}, DhcpOptionsId={"Ref": "MutantOptions"}
        )
        yield name, made


def delete_a_route_table_association(template: Template) -> Made:
    gateways = [name for name in of(template, ENDPOINT) if not is_interface(template, name)]
    for name in of(template, "AWS::EC2::SubnetRouteTableAssociation") if gateways else ():
        yield name, without(template, name, "")


def leave_the_default_group_open(template: Template) -> Made:
    # Endpoints with groups admit their clients only; a gateway carries whoever has egress.
    gateways = [name for name in of(template, ENDPOINT) if not is_interface(template, name)]
    for name in of(template, "Custom::VpcRestrictDefaultSG") if gateways else ():
        yield name, without(template, name, "")


def resource(type_: str, **own: Any) -> dict[str, Any]:
    return {"Type": type_, "Properties": own}


def with_internet_gateway(template: Template, vpc: str) -> Template:
    made = copy(template)
    made["Resources"]["MutantGateway"] = resource("AWS::EC2::InternetGateway")
    made["Resources"]["MutantAttachment"] = resource(
        "AWS::EC2::VPCGatewayAttachment", VpcId={"Ref": vpc}, InternetGatewayId={"Ref": "MutantGateway"}
    )
    return made


def route_to_the_internet(template: Template) -> Made:
    (vpc,) = of(template, "AWS::EC2::VPC")
    for table in of(template, "AWS::EC2::RouteTable"):
        made = with_internet_gateway(template, vpc)
        made["Resources"]["MutantRoute"] = resource(
            "AWS::EC2::Route",
            RouteTableId={"Ref": table},
            DestinationCidrBlock="0.0.0.0/0",
            GatewayId={"Ref": "MutantGateway"},
        )
        for subnet in of(made, "AWS::EC2::Subnet"):
            properties(made, subnet)["MapPublicIpOnLaunch"] = True
        for one in of(made, EGRESS):
            properties(made, one).pop("DestinationSecurityGroupId", None)
            properties(made, one).pop("DestinationPrefixListId", None)
            properties(made, one)["CidrIp"] = "0.0.0.0/0"
        yield table, made


def add_a_nat_gateway(template: Template) -> Made:
    (vpc,) = of(template, "AWS::EC2::VPC")
    for table in of(template, "AWS::EC2::RouteTable"):
        made = with_internet_gateway(template, vpc)
        made["Resources"] |= {
            "MutantSubnet": resource("AWS::EC2::Subnet", VpcId={"Ref": vpc}, CidrBlock="10.0.255.0/28"),
            "MutantTable": resource("AWS::EC2::RouteTable", VpcId={"Ref": vpc}),
            "MutantTableAssociation": resource(
                "AWS::EC2::SubnetRouteTableAssociation",
                RouteTableId={"Ref": "MutantTable"},
                SubnetId={"Ref": "MutantSubnet"},
            ),
            "MutantNat": resource("AWS::EC2::NatGateway", SubnetId={"Ref": "MutantSubnet"}, AllocationId="eipalloc-0"),
            "MutantOut": resource(
                "AWS::EC2::Route",
                RouteTableId={"Ref": "MutantTable"},
                DestinationCidrBlock="0.0.0.0/0",
                GatewayId={"Ref": "MutantGateway"},
            ),
            "MutantRoute": resource(
                "AWS::EC2::Route",
                RouteTableId={"Ref": table},
                DestinationCidrBlock="0.0.0.0/0",
                NatGatewayId={"Ref": "MutantNat"},
            ),
        }
        for one in of(made, EGRESS):
            properties(made, one).pop("DestinationSecurityGroupId", None)
            properties(made, one).pop("DestinationPrefixListId", None)
            properties(made, one)["CidrIp"] = "0.0.0.0/0"
        yield table, made


def route_a_service_elsewhere(template: Template) -> Made:
    """The ranges of a gateway service, more specific than its prefix list, into a blackhole."""
    gateways = [name for name in of(template, ENDPOINT) if not is_interface(template, name)]
    for gateway in gateways:
        for table in of(template, "AWS::EC2::RouteTable"):
            made = changed(template, gateway, RouteTableIds=None)
            made["Resources"]["MutantRoute"] = resource(
                "AWS::EC2::Route",
                RouteTableId={"Ref": table},
                DestinationPrefixListId="pl-63a5400a",
                TransitGatewayId="tgw-0123456789abcdef0",
            )
            yield f"{gateway} {table}", made


def deny_by_network_acl(template: Template) -> Made:
    (vpc,) = of(template, "AWS::EC2::VPC")
    for subnet in of(template, "AWS::EC2::Subnet"):
        for what, entries in (
            ("everything", []),
            ("answers", [(True, 0, 65535), (False, 0, 443)]),
            ("requests", [(True, 80, 80), (False, 0, 65535)]),
        ):
            made = copy(template)
            made["Resources"]["MutantAcl"] = resource("AWS::EC2::NetworkAcl", VpcId={"Ref": vpc})
            made["Resources"]["MutantAclAssociation"] = resource(
                "AWS::EC2::SubnetNetworkAclAssociation", NetworkAclId={"Ref": "MutantAcl"}, SubnetId={"Ref": subnet}
            )
            for index, (egress, first, last) in enumerate(entries):
                made["Resources"][f"MutantEntry{index}"] = resource(
                    "AWS::EC2::NetworkAclEntry",
                    NetworkAclId={"Ref": "MutantAcl"},
                    RuleNumber=100,
                    Egress=egress,
                    RuleAction="allow",
                    Protocol=6,
                    PortRange={"From": first, "To": last},
                    CidrBlock="0.0.0.0/0",
                )
            yield f"{subnet} {what}", made


# Workloads


def take_a_workload_out_of_the_vpc(template: Template) -> Made:
    for name in of(template, "AWS::Lambda::Function", "AWS::CodeBuild::Project"):
        if "VpcConfig" in properties(template, name):
            yield name, changed(template, name, VpcConfig=None)
    for name in of(template, "AWS::SageMaker::NotebookInstance"):
        yield name, changed(template, name, DirectInternetAccess="Enabled")


def put_a_workload_into_another_group(template: Template) -> Made:
    for name in of(template, "AWS::EC2::Instance"):
        yield name, changed(template, name, SecurityGroupIds=["sg-0123456789abcdef0"])
    for name in of(template, "AWS::Lambda::Function"):
        config = properties(template, name).get("VpcConfig")
        if config:
            other = {**config, "SecurityGroupIds": ["sg-0123456789abcdef0"]}
            yield name, changed(template, name, VpcConfig=other)


# Perimeters of resources


def perimeters(template: Template) -> Iterator[tuple[str, str, list[Any], int]]:
    """The statements that are perimeters: resource, its property, all its statements, and which it is."""
    for name in of(template, *POLICIES):
        property_ = POLICIES[template["Resources"][name]["Type"]]
        every = properties(template, name)[property_]["Statement"]
        for index, one in enumerate(every):
            if str(one.get("Sid", "")).startswith("OnlyThrough"):
                yield name, property_, every, index


def with_perimeter(template: Template, where: tuple[str, str, list[Any], int], one: Any) -> Template:
    name, property_, every, index = where
    kept = [*every[:index], *([] if one is None else [one]), *every[index + 1 :]]
    if not kept:
        return without(template, name, "")
    return changed(template, name, **{property_: {"Version": "2012-10-17", "Statement": kept}})


def drop_a_perimeter(template: Template) -> Made:
    for where in perimeters(template):
        yield where[0], with_perimeter(template, where, None)


def name_another_endpoint_in_a_perimeter(template: Template) -> Made:
    for where in perimeters(template):
        one = where[2][where[3]]
        for operator, keys in one["Condition"].items():
            if "aws:SourceVpce" in keys:
                other = {**one["Condition"], operator: {**keys, "aws:SourceVpce": [FOREIGN]}}
                yield f"{where[0]} instead", with_perimeter(template, where, {**one, "Condition": other})
                more = {**one["Condition"], operator: {**keys, "aws:SourceVpce": [*keys["aws:SourceVpce"], FOREIGN]}}
                yield f"{where[0]} beside", with_perimeter(template, where, {**one, "Condition": more})


def take_a_condition_from_a_perimeter(template: Template) -> Made:
    """Without an exemption it refuses too much; without the endpoint, everybody."""
    for where in perimeters(template):
        one = where[2][where[3]]
        for operator, keys in one["Condition"].items():
            for key in keys:
                if key == "aws:PrincipalIsAWSService":
                    # The samples' policies let no service in, whom the perimeter would have to spare.
                    continue
                rest = {name: value for name, value in keys.items() if name != key}
                kept = {name: value for name, value in one["Condition"].items() if name != operator}
                conditions = {**kept, **({operator: rest} if rest else {})}
                yield f"{where[0]} {key}", with_perimeter(template, where, {**one, "Condition": conditions})


def weaken_an_operator_of_a_perimeter(template: Template) -> Made:
    for where in perimeters(template):
        one = where[2][where[3]]
        for operator, keys in one["Condition"].items():
            if "aws:SourceVpce" in keys:
                kept = {name: value for name, value in one["Condition"].items() if name != operator}
                for other in ("ForAnyValue:StringNotEquals", "StringEquals", "StringNotLike"):
                    values = {**keys, "aws:SourceVpce": ["*"]} if other == "StringNotLike" else keys
                    conditions = {**kept, other: values}
                    yield f"{where[0]} {other}", with_perimeter(template, where, {**one, "Condition": conditions})


def exempt_everybody_from_a_perimeter(template: Template) -> Made:
    for where in perimeters(template):
        one = where[2][where[3]]
        for operator, keys in one["Condition"].items():
            if "aws:PrincipalArn" in keys:
                for pattern in ("*", "arn:aws:iam::123456789012:role/*"):
                    listed = [*keys["aws:PrincipalArn"], pattern]
                    other = {**one["Condition"], operator: {**keys, "aws:PrincipalArn": listed}}
                    yield f"{where[0]} {pattern}", with_perimeter(template, where, {**one, "Condition": other})


def narrow_a_perimeter(template: Template) -> Made:
    for where in perimeters(template):
        one = where[2][where[3]]
        for action in one["Action"] if isinstance(one["Action"], list) else ():
            rest = [other for other in one["Action"] if other != action]
            yield f"{where[0]} {action}", with_perimeter(template, where, {**one, "Action": rest})
        resources = one["Resource"] if isinstance(one["Resource"], list) else ()
        for index in range(len(resources)):
            rest = [*resources[:index], *resources[index + 1 :]]
            yield f"{where[0]} resource {index}", with_perimeter(template, where, {**one, "Resource": rest})


OPERATORS: tuple[Operator, ...] = (
    delete_endpoint,
    turn_private_dns_off,
    take_a_route_table_from_a_gateway,
    take_a_zone_from_an_endpoint,
    put_an_endpoint_into_the_default_group,
    ask_for_another_service,
    drop_an_endpoint_policy,
    drop_an_allow_of_an_endpoint,
    add_a_deny_to_an_endpoint,
    widen_an_endpoint_policy,
    delete_an_ingress_rule,
    delete_an_egress_rule,
    move_a_rule_to_another_port,
    open_an_endpoint_to_the_world,
    let_an_endpoint_admit_a_stranger,
    turn_a_dns_attribute_off,
    use_other_dns_servers,
    delete_a_route_table_association,
    leave_the_default_group_open,
    route_to_the_internet,
    add_a_nat_gateway,
    route_a_service_elsewhere,
    deny_by_network_acl,
    take_a_workload_out_of_the_vpc,
    put_a_workload_into_another_group,
    drop_a_perimeter,
    name_another_endpoint_in_a_perimeter,
    take_a_condition_from_a_perimeter,
    weaken_an_operator_of_a_perimeter,
    exempt_everybody_from_a_perimeter,
    narrow_a_perimeter,
)
