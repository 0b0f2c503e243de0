"""Routes through the endpoints of AWS Network Firewall."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import interface, route, to_internet, vpc, with_nat, worker

_FIREWALL = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-networkfirewall-firewall.html"
)
_ASSOCIATION = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
    "aws-resource-networkfirewall-vpcendpointassociation.html"
)
_ACTIONS = "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_FirewallPolicy.html"
_RULE = "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleDefinition.html"
_SUBNETS = ("Outer", "Inner")
_STRICT = {"RuleOrder": "STRICT_ORDER"}
_RULES = [{"ResourceArn": "arn:aws:network-firewall:eu-west-1:111122223333:stateful-rulegroup/r"}]

KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}


def endpoint(index: int = 0) -> dict[str, Any]:
    """The id in one of the `EndpointIds`."""
    return {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [index, att("Firewall", "EndpointIds")]}]}]}


def of_zone() -> dict[str, Any]:
    """The id that stands behind a zone."""
    ids = {"Fn::Join": [",", att("Firewall", "EndpointIds")]}
    behind = {"Fn::Select": [1, {"Fn::Split": ["eu-west-1a:", ids]}]}
    return {"Fn::Select": [0, {"Fn::Split": [",", behind]}]}


def mappings(*subnets: str) -> list[Any]:
    return [{"SubnetId": ref(one)} for one in subnets]


def inspected(*subnets: str, through: Any = None, **properties: Any) -> Template:
    """A worker with a public address, whose default route leads through a firewall.

    Of the subnets of the firewall the outer one leads to an internet gateway, the inner one nowhere.
    """
    made = (vpc() | worker() | to_internet(table="OuterTable")).set("VpcSubnetA", MapPublicIpOnLaunch=True)
    for number, name in enumerate(_SUBNETS):
        made = (
            made.plus(f"{name}Table", "AWS::EC2::RouteTable", {"VpcId": ref("Vpc")})
            .plus(name, "AWS::EC2::Subnet", {"VpcId": ref("Vpc"), "CidrBlock": f"10.0.{8 + number}.0/24"})
            .plus(
                f"{name}Use",
                "AWS::EC2::SubnetRouteTableAssociation",
                {"SubnetId": ref(name), "RouteTableId": ref(f"{name}Table")},
            )
        )
    firewall = {
        "FirewallName": "inspection",
        "FirewallPolicyArn": "arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/p",
        "VpcId": ref("Vpc"),
        "SubnetMappings": mappings(*subnets),
        **properties,
    }
    made = made.plus("Firewall", "AWS::NetworkFirewall::Firewall", {k: v for k, v in firewall.items() if v is not None})
    return made | route("Through", "VpcTable", VpcEndpointId=through or endpoint())


def associated(subnet: str) -> Template:
    """The same through an endpoint that is associated with the firewall of somebody else."""
    return inspected("Outer", through=att("Association", "EndpointId")).plus(
        "Association",
        "AWS::NetworkFirewall::VpcEndpointAssociation",
        {
            "FirewallArn": "arn:aws:network-firewall:eu-west-1:444455556666:firewall/f",
            "VpcId": ref("Vpc"),
            "SubnetMapping": {"SubnetId": ref(subnet)},
        },
    )


def with_two_ways_out() -> Template:
    return inspected("Outer", "Inner", through=endpoint(1)) | route(
        "InnerRoute", "InnerTable", GatewayId=ref("VpcInternetGateway")
    )


def attached() -> Template:
    """A worker whose default route leads over a Transit Gateway to a VPC with a NAT gateway."""
    made = vpc() | worker() | vpc("Out", "10.1") | with_nat("Out", "10.1.100.0/24")
    made = made.set("OutPublicSubnet", AvailabilityZone={"Fn::Select": [0, {"Fn::GetAZs": ""}]})
    made = made.plus("Hub", "AWS::EC2::TransitGateway", {"DefaultRouteTableAssociation": "disable"})
    for network in ("Vpc", "Out"):
        made = made.plus(
            f"{network}Attached",
            "AWS::EC2::TransitGatewayAttachment",
            {
                "TransitGatewayId": ref("Hub"),
                "VpcId": ref(network),
                "SubnetIds": [ref(f"{network}SubnetA"), ref(f"{network}SubnetB")],
            },
        )
    made = (
        made.plus("HubTable", "AWS::EC2::TransitGatewayRouteTable", {"TransitGatewayId": ref("Hub")})
        .plus("HubRoute", "AWS::EC2::TransitGatewayRoute", hub_route(ref("OutAttached")))
        .plus("HubBack", "AWS::EC2::TransitGatewayRoute", hub_route(ref("VpcAttached"), "10.0.0.0/16"))
    )
    for network in ("Vpc", "Out"):
        use = {"TransitGatewayRouteTableId": ref("HubTable"), "TransitGatewayAttachmentId": ref(f"{network}Attached")}
        made = made.plus(f"{network}Hub", "AWS::EC2::TransitGatewayRouteTableAssociation", use)
    return (
        made
        | route("There", "VpcTable", TransitGatewayId=ref("Hub"))
        | route("Back", "OutPublicTable", "10.0.0.0/16", TransitGatewayId=ref("Hub"))
    )


def hub_route(attachment: Any, destination: str = "0.0.0.0/0") -> dict[str, Any]:
    return {
        "TransitGatewayRouteTableId": ref("HubTable"),
        "TransitGatewayAttachmentId": attachment,
        "DestinationCidrBlock": destination,
    }


def through_attached_firewall(template: Template) -> Template:
    """The same with a route to a firewall that is attached to the Transit Gateway."""
    firewall = {
        "FirewallName": "inspection",
        "FirewallPolicyArn": "arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/p",
        "TransitGatewayId": ref("Hub"),
        "AvailabilityZoneMappings": [{"AvailabilityZone": "eu-west-1a"}],
    }
    return template.plus("Firewall", "AWS::NetworkFirewall::Firewall", firewall).plus(
        "HubRoute", "AWS::EC2::TransitGatewayRoute", hub_route(att("Firewall", "TransitGatewayAttachmentId"))
    )


def by_policy(template: Template, *actions: str, **more: Any) -> Template:
    """The same with a policy of the template."""
    given = {"StatelessDefaultActions": list(actions), "StatelessFragmentDefaultActions": list(actions), **more}
    policy = {"FirewallPolicyName": "p", "FirewallPolicy": given}
    return template.plus("Policy", "AWS::NetworkFirewall::FirewallPolicy", policy).set(
        "Firewall", FirewallPolicyArn=att("Policy", "FirewallPolicyArn")
    )


def out(*actions: str, **more: Any) -> Template:
    """A way out through a firewall."""
    return by_policy(inspected("Outer"), *actions, **more)


def between(*actions: Any, **more: Any) -> Template:
    """A worker that reaches the endpoint in another subnet of its VPC through a firewall, there and back.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-single-zone-igw.html
    """
    made = inspected("Inner") | interface(of="kms", SubnetIds=[ref("Far")])
    made = (
        made.plus("FarTable", "AWS::EC2::RouteTable", {"VpcId": ref("Vpc")})
        .plus("Far", "AWS::EC2::Subnet", {"VpcId": ref("Vpc"), "CidrBlock": "10.0.12.0/24"})
        .plus(
            "FarUse",
            "AWS::EC2::SubnetRouteTableAssociation",
            {"SubnetId": ref("Far"), "RouteTableId": ref("FarTable")},
        )
    )
    made = made | route("There", "VpcTable", "10.0.12.0/24", VpcEndpointId=endpoint())
    made = made | route("Back", "FarTable", "10.0.0.0/24", VpcEndpointId=endpoint())
    return by_policy(made, *actions, **more) if actions else made


@labelled(
    Twins(law="what a firewall passes goes on by the table of its subnet", page=_FIREWALL, ask=KMS,
          given=inspected("Outer"), verdict=PUBLIC,
          change=lambda t: t.set("Firewall", SubnetMappings=mappings("Inner")),
          because="the table of the other subnet leads nowhere"),
    Twins(law="whichever of several endpoints it is, the way is the same", page=_FIREWALL, ask=KMS,
          given=with_two_ways_out(), verdict=PUBLIC, change=lambda t: t.without("InnerRoute"), other=UNKNOWN,
          because="the subnets are not listed in any particular order"),
    Twins(law="an endpoint that is cut out at its zone is one of the firewall's", page=_FIREWALL, ask=KMS,
          given=inspected("Outer", through=of_zone()), verdict=PUBLIC,
          change=lambda t: t.set("Firewall", SubnetMappings=mappings("Outer", "Inner")), other=UNKNOWN,
          because="which of two it is depends on their zones"),
    Twins(law="an associated endpoint is in its own subnet", page=_ASSOCIATION, ask=KMS, given=associated("Outer"),
          verdict=PUBLIC, change=lambda _: associated("Inner"), because="the table of that subnet leads nowhere"),
    Twins(law="a firewall in proxy mode has an address of its own", page=_FIREWALL, ask=KMS, given=inspected("Outer"),
          verdict=PUBLIC, change=lambda _: inspected(
              SubnetMappings=None, VpcId=None, NoSourcePreservation=True,
              VpcEndpoint={"VpcId": ref("Vpc"), "SubnetMappings": mappings("Outer")}),
          other=UNKNOWN, because="where its proxies send packets is not in the route tables"),
    Twins(law="where a firewall on a Transit Gateway passes packets is not known", page=_FIREWALL, ask=KMS,
          given=attached(), verdict=PUBLIC, change=through_attached_firewall, other=UNKNOWN,
          because="the route leads to an attachment that AWS makes"),
    Twins(law="packets keep their private address", page=_FIREWALL, ask=KMS, given=inspected("Outer"), verdict=PUBLIC,
          change=lambda t: t.set("VpcSubnetA", MapPublicIpOnLaunch=False), other=BLOCKED,
          because="the internet gateway drops what has no public address"),
    Twins(law="what a custom resource is given it may change", page=_FIREWALL, ask=KMS, given=inspected("Outer"),
          verdict=PUBLIC, change=lambda t: t.plus(
              "Changer", "Custom::Changer", {"ServiceToken": "x", "Firewall": att("Firewall", "FirewallArn")}),
          other=UNKNOWN, because="it may take the firewall out of the subnet"),
    Twins(law="a subnet that is given is known", page=_FIREWALL, ask=KMS, given=inspected("Outer"), verdict=PUBLIC,
          change=lambda t: t.set("Firewall", SubnetMappings=mappings("Given")).section(
              "Parameters", Given={"Type": "String"}),
          other=UNKNOWN, because="a parameter gives the subnet, whose table nobody knows"),
    Twins(law="a policy that passes everything lets private traffic through", page=_RULE, ask=KMS,
          given=between("aws:pass"), verdict=PRIVATE, change=lambda _: between("aws:drop"), other=BLOCKED,
          because="its default action drops, and it has no rules"),
    Twins(law="a stateful engine without rules passes everything", page=_ACTIONS, ask=KMS,
          given=between("aws:forward_to_sfe"), verdict=PRIVATE,
          change=lambda _: between("aws:forward_to_sfe", StatefulRuleGroupReferences=_RULES), other=UNKNOWN,
          because="which packets its rules drop is not evaluated"),
    Twins(law="alerts drop nothing", page=_ACTIONS, ask=KMS, verdict=PRIVATE,
          given=between("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                        StatefulDefaultActions=["aws:alert_strict"]),
          change=lambda _: between("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                                   StatefulDefaultActions=["aws:drop_strict", "aws:alert_strict"]),
          other=BLOCKED, because="what matches no rule is dropped, and there are no rules"),
    Twins(law="actions are told apart by what they begin with", page=_ACTIONS, ask=KMS, verdict=PRIVATE,
          given=between("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                        StatefulDefaultActions=["aws:alert_established_app_layer_to_server"]),
          change=lambda _: between("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                                   StatefulDefaultActions=["aws:drop_established_app_layer_to_server"]),
          other=BLOCKED, because="what matches no rule is dropped, and there are no rules"),
    Twins(law="a parameter may say what a policy does", page=_RULE, ask=KMS, verdict=PRIVATE, given=between("aws:pass"),
          change=lambda _: between(ref("P")).section("Parameters", P={"Type": "String"}), other=UNKNOWN,
          because="it may drop"),
    Twins(law="what an action of tomorrow does is not known", page=_ACTIONS, ask=KMS, verdict=PRIVATE,
          given=between("aws:forward_to_sfe"),
          change=lambda _: between("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                                   StatefulDefaultActions=["aws:of_tomorrow"]),
          other=UNKNOWN, because="it may drop"),
    Twins(law="a policy of the template is read", page=_FIREWALL, ask=KMS, given=between("aws:pass"), verdict=PRIVATE,
          change=lambda _: between(), other=UNKNOWN, because="a policy of elsewhere may have any rules"),
    Twins(law="stateful rules see what is forwarded to them only", page=_RULE, ask=KMS, verdict=PRIVATE,
          given=between("aws:pass", StatefulRuleGroupReferences=_RULES),
          change=lambda _: between("aws:pass", StatelessRuleGroupReferences=[{"Priority": 1, **_RULES[0]}]),
          other=UNKNOWN, because="stateless rules see every packet"),
    Twins(law="rules of a firewall hide no way out", page=_FIREWALL, ask=KMS,
          given=out("aws:forward_to_sfe", StatefulRuleGroupReferences=_RULES), verdict=PUBLIC,
          change=lambda _: out("aws:drop"), other=BLOCKED, because="its policy drops everything"),
    Twins(law="a firewall that drops all is no way to the internet", page=_RULE,
          ask={"source": "Worker", "service": "internet"}, given=out("aws:drop"), verdict=BLOCKED,
          change=lambda _: out("aws:pass"), other=PUBLIC, because="its policy passes everything"),
    Twins(law="what is dropped by default may be passed by rules", page=_ACTIONS, ask=KMS, verdict=BLOCKED,
          given=out("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                    StatefulDefaultActions=["aws:drop_established"]),
          change=lambda _: out("aws:forward_to_sfe", StatefulEngineOptions=_STRICT,
                               StatefulDefaultActions=["aws:drop_established"], StatefulRuleGroupReferences=_RULES),
          other=UNKNOWN, because="a rule group may pass it"),
    Twins(law="an associated endpoint has the policy of its firewall", page=_ASSOCIATION, ask=KMS,
          given=associated("Outer"), verdict=PUBLIC,
          change=lambda t: by_policy(t, "aws:drop").set("Association", FirewallArn=att("Firewall", "FirewallArn")),
          other=BLOCKED, because="that policy drops everything"),
    Twins(law="what a custom resource is given of a policy it may change", page=_FIREWALL, ask=KMS,
          given=between("aws:pass"), verdict=PRIVATE, change=lambda t: t.plus(
              "Changer", "Custom::Changer", {"ServiceToken": "x", "Policy": ref("Policy")}),
          other=UNKNOWN, because="it may make the policy drop everything"),
)  # fmt: skip
def test_firewalls(case: Labelled) -> None:
    case.check()
