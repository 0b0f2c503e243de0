"""What the role of a service must allow, which AWS tries when the resource is made."""

from __future__ import annotations

from private_endpoints.local.aws import ministack

__all__ = ["role_may"]


# What making a network interface is authorized on: a role that may do it on one of them only is refused too.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
_AUTHORIZED_ON = {"ec2:CreateNetworkInterface": ("network-interface", "security-group", "subnet")}


def role_may(role_arn: str, action: str) -> bool:
    """Whether a role may do something with the network of its region.

    A role that is not of this account's IAM is taken to be allowed: nothing is known of it.
    """
    name = role_arn.rpartition("/")[2]
    if name not in ministack.roles:
        return True
    where = f"arn:aws:ec2:{ministack.region()}:{ministack.account()}"
    resources = [f"{where}:{kind}/*" for kind in _AUTHORIZED_ON.get(action, ())]
    return all(ministack.role_allows(name, action, resource) for resource in resources or ["*"])
