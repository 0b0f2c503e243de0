"""Endpoints in the EC2 API: create, describe, modify and delete, with the same rules as in CloudFormation."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

from private_endpoints.catalog import services
from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import is_true
from private_endpoints.local.aws.vpc_endpoint import create_endpoint, delete_endpoint, store_endpoint

__all__ = ["create", "delete", "describe", "describe_services", "modify"]

_FILTERS = {
    "ip-address-type": "IpAddressType",
    "service-name": "ServiceName",
    "vpc-endpoint-id": "VpcEndpointId",
    "vpc-endpoint-state": "State",
    "vpc-endpoint-type": "VpcEndpointType",
    "vpc-id": "VpcId",
}
_LISTS = {"RouteTableId": "RouteTableIds", "SecurityGroupId": "SecurityGroupIds", "SubnetId": "SubnetIds"}


def create(request: Any) -> ministack.Response:  # noqa: ANN401 - the emulator's request
    """`CreateVpcEndpoint`."""
    names = ("VpcEndpointType", "VpcId", "ServiceName", "ServiceRegion", "PolicyDocument", "IpAddressType")
    properties: dict[str, Any] = {name: ministack.ec2_parameter(request, name) or None for name in names}
    properties |= {name: ministack.ec2_list(request, member) for member, name in _LISTS.items()}
    kind = properties["VpcEndpointType"] or "Gateway"
    # AWS's API turns private DNS on by itself, and CloudFormation does not (from memory, unverified). Here it stays
    # off unless asked for, in both.
    properties["PrivateDnsEnabled"] = kind == "Interface" and is_true(
        ministack.ec2_parameter(request, "PrivateDnsEnabled")
    )
    properties["DnsOptions"] = _dns_options(request)
    try:
        endpoint_id = create_endpoint(properties)
    except RefusedError as refused:
        return _refuse(refused)
    ministack.ec2_tag_specifications(request, "vpc-endpoint", endpoint_id)
    return ministack.ec2_xml(
        200, "CreateVpcEndpointResponse", _xml(ministack.vpc_endpoints[endpoint_id], "vpcEndpoint")
    )


def modify(request: Any) -> ministack.Response:  # noqa: ANN401 - the emulator's request
    """`ModifyVpcEndpoint`."""
    endpoint = ministack.vpc_endpoints.get(ministack.ec2_parameter(request, "VpcEndpointId"))
    if endpoint is None:
        return _not_found(ministack.ec2_parameter(request, "VpcEndpointId"))
    changed = dict(endpoint)
    for member, name in _LISTS.items():
        removed = ministack.ec2_list(request, f"Remove{member}")
        changed[name] = [value for value in endpoint[name] if value not in removed]
        changed[name] += ministack.ec2_list(request, f"Add{member}")
    if policy := ministack.ec2_parameter(request, "PolicyDocument"):
        changed["PolicyDocument"] = policy
    if is_true(ministack.ec2_parameter(request, "ResetPolicy")):
        changed["PolicyDocument"] = None
    if enabled := ministack.ec2_parameter(request, "PrivateDnsEnabled"):
        changed["PrivateDnsEnabled"] = is_true(enabled)
    if options := _dns_options(request):
        changed["DnsOptions"] = {**endpoint["DnsOptions"], **options}
    try:
        store_endpoint(changed)
    except RefusedError as refused:
        return _refuse(refused)
    return ministack.ec2_xml(200, "ModifyVpcEndpointResponse", "<return>true</return>")


def delete(request: Any) -> ministack.Response:  # noqa: ANN401 - the emulator's request
    """`DeleteVpcEndpoints`."""
    failed = ""
    for endpoint_id in ministack.ec2_list(request, "VpcEndpointId"):
        try:
            delete_endpoint(endpoint_id)
        except RefusedError as refused:
            failed += (
                f"<item><resourceId>{endpoint_id}</resourceId><error><code>{refused.code}</code>"
                f"<message>{escape(refused.message)}</message></error></item>"
            )
        else:
            ministack.tags.pop(endpoint_id, None)
    return ministack.ec2_xml(200, "DeleteVpcEndpointsResponse", f"<unsuccessful>{failed}</unsuccessful>")


def describe(request: Any) -> ministack.Response:  # noqa: ANN401 - the emulator's request
    """`DescribeVpcEndpoints`."""
    wanted, filters = ministack.ec2_list(request, "VpcEndpointId"), ministack.ec2_filters(request)
    for endpoint_id in wanted:
        if endpoint_id not in ministack.vpc_endpoints:
            return _not_found(endpoint_id)
    rows = "".join(
        _xml(endpoint, "item")
        for endpoint in ministack.vpc_endpoints.values()
        if (not wanted or endpoint["VpcEndpointId"] in wanted)
        and all(endpoint[_FILTERS[name]] in values for name, values in filters.items() if name in _FILTERS)
        and ministack.ec2_tag_filters_match(endpoint["VpcEndpointId"], filters)
    )
    return ministack.ec2_xml(200, "DescribeVpcEndpointsResponse", f"<vpcEndpointSet>{rows}</vpcEndpointSet>")


def describe_services(request: Any) -> ministack.Response:  # noqa: ANN401 - the emulator's request
    """`DescribeVpcEndpointServices`: the services of AWS in the region, as the catalog has them."""
    region = ministack.region()
    wanted, filters = ministack.ec2_list(request, "ServiceName"), ministack.ec2_filters(request)
    names, details = [], []
    for row in services():
        name = row.service_name_in(region)
        kinds = [kind.value for kind in row.kinds]
        if row.available_in(region) is False or (wanted and name not in wanted):
            continue
        if name not in filters.get("service-name", [name]):
            continue
        for kind in kinds:
            if kind not in filters.get("service-type", [kind]):
                continue
            names.append(name)
            details.append(
                f"<item><serviceName>{escape(name)}</serviceName><owner>amazon</owner>"
                f"<serviceType><item><serviceType>{kind}</serviceType></item></serviceType>"
                f"<availabilityZoneSet>{_items([region + zone for zone in 'abc'])}</availabilityZoneSet>"
                + _private_dns(row.private_dns_names_in(region) if row.private_dns_supported else ())
                + f"<vpcEndpointPolicySupported>{_text(row.policy_supported is not False)}</vpcEndpointPolicySupported>"
                "<acceptanceRequired>false</acceptanceRequired></item>"
            )
    return ministack.ec2_xml(
        200,
        "DescribeVpcEndpointServicesResponse",
        f"<serviceNameSet>{_items(sorted(set(names)))}</serviceNameSet>"
        f"<serviceDetailSet>{''.join(details)}</serviceDetailSet>",
    )


def _private_dns(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    rows = "".join(f"<item><privateDnsName>{escape(name)}</privateDnsName></item>" for name in names)
    return f"<privateDnsName>{escape(names[0])}</privateDnsName><privateDnsNameSet>{rows}</privateDnsNameSet>"


def _dns_options(request: Any) -> dict[str, str]:  # noqa: ANN401 - the emulator's request
    names = ("DnsRecordIpType", "PrivateDnsOnlyForInboundResolverEndpoint")
    return {name: value for name in names if (value := ministack.ec2_parameter(request, f"DnsOptions.{name}"))}


def _not_found(endpoint_id: str) -> ministack.Response:
    return ministack.ec2_error(
        "InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{escape(endpoint_id)}' does not exist", 400
    )


def _refuse(refused: RefusedError) -> ministack.Response:
    return ministack.ec2_error(refused.code, escape(refused.message), 400)


def _items(values: list[str]) -> str:
    return "".join(f"<item>{escape(value)}</item>" for value in values)


def _text(value: object) -> str:
    return str(is_true(value)).lower()


def _xml(endpoint: ministack.Record, tag: str) -> str:
    policy = endpoint["PolicyDocument"]
    groups = "".join(
        f"<item><groupId>{group_id}</groupId>"
        f"<groupName>{escape(ministack.security_groups.get(group_id, {}).get('GroupName', ''))}</groupName></item>"
        for group_id in endpoint["SecurityGroupIds"]
    )
    entries = "".join(
        f"<item><dnsName>{escape(entry['DnsName'])}</dnsName><hostedZoneId>{entry['HostedZoneId']}</hostedZoneId></item>"
        for entry in endpoint["DnsEntries"]
    )
    options = endpoint["DnsOptions"]
    inbound_only = _text(options.get("PrivateDnsOnlyForInboundResolverEndpoint", False))
    return (
        f"<{tag}><vpcEndpointId>{endpoint['VpcEndpointId']}</vpcEndpointId>"
        f"<vpcEndpointType>{endpoint['VpcEndpointType']}</vpcEndpointType><vpcId>{endpoint['VpcId']}</vpcId>"
        f"<serviceName>{escape(endpoint['ServiceName'])}</serviceName><state>{endpoint['State']}</state>"
        f"<policyDocument>{escape(policy if isinstance(policy, str) else json.dumps(policy))}</policyDocument>"
        f"<routeTableIdSet>{_items(endpoint['RouteTableIds'])}</routeTableIdSet>"
        f"<subnetIdSet>{_items(endpoint['SubnetIds'])}</subnetIdSet><groupSet>{groups}</groupSet>"
        f"<ipAddressType>{endpoint['IpAddressType']}</ipAddressType>"
        f"<dnsOptions><dnsRecordIpType>{escape(str(options.get('DnsRecordIpType', 'ipv4')))}</dnsRecordIpType>"
        f"<privateDnsOnlyForInboundResolverEndpoint>{inbound_only}</privateDnsOnlyForInboundResolverEndpoint>"
        f"</dnsOptions><privateDnsEnabled>{_text(endpoint['PrivateDnsEnabled'])}</privateDnsEnabled>"
        "<requesterManaged>false</requesterManaged>"
        f"<networkInterfaceIdSet>{_items(endpoint['NetworkInterfaceIds'])}</networkInterfaceIdSet>"
        f"<dnsEntrySet>{entries}</dnsEntrySet><creationTimestamp>{endpoint['CreationTimestamp']}</creationTimestamp>"
        f"<ownerId>{endpoint['OwnerId']}</ownerId>{ministack.ec2_tag_set(endpoint['VpcEndpointId'])}</{tag}>"
    )
