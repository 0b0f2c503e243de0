"""Where an endpoint lives: what the ARNs and conditions of its policy are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Place"]

_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Account, partition and region of an endpoint; each may be a token, known only at deployment.

    Attributes:
        account: its id.
        partition: such as `aws`.
        region: its code.
        compact_region: the region without dashes, where the region is a token. Default: not known in that case.
    """

    account: str
    partition: str
    region: str
    compact_region: str | None = None

    @property
    def known_region(self) -> str | None:
        """The region, where it is known at synth."""
        return self.region if _REGION.fullmatch(self.region) else None

    def fill(self, pattern: str) -> str:
        """A pattern of the catalog with `{partition}`, `{region}` and `{account}` filled in."""
        # str.format would stumble over policy variables such as ${aws:username}.
        return (
            pattern.replace("{partition}", self.partition)
            .replace("{region}", self.region)
            .replace("{account}", self.account)
        )
