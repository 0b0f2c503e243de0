"""Templates read together: their stacks, the cases of what nobody gave, and the network in each case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.environment import check_environment
from private_endpoints.cloudformation.lowering.lower import lower
from private_endpoints.cloudformation.pause import collection_paused
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.resolution.case import Case, UndecidedError
from private_endpoints.cloudformation.resolution.evaluation import Evaluation
from private_endpoints.cloudformation.stacks.cycles import check_cycles
from private_endpoints.cloudformation.stacks.load import load, load_bodies
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Network

__all__ = ["MOST_CASES", "Deployment", "NetworkCase"]

# Beyond, conditions stay unknown: answers that depend on them are unknown, and the others hold.
MOST_CASES = 64
# Resources that are looked at in all cases together: large templates have fewer cases.
_MOST_RESOURCES = 250_000
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class NetworkCase:
    """The network in one case.

    Attributes:
        case: what is assumed of parameters that nobody gave; says nothing where no condition asks.
        network: what there is then.
    """

    case: Case
    network: Network


@dataclass(frozen=True, slots=True)
class Deployment:
    """Stacks that are deployed together.

    Attributes:
        stacks: every stack, parents before the stacks nested in them.
    """

    stacks: Sequence[Stack]

    @classmethod
    def read(
        cls,
        *paths: Path | str,
        parameters: Mapping[str, str] = _NOTHING,
        region: str | None = None,
        account: str | None = None,
    ) -> Deployment:
        """Read cloud assemblies (`cdk.out`), folders of templates, and templates.

        Args:
            paths: what to read.
            parameters: values by name, or by `Stack:Name` for one stack only. Default: each parameter's own default.
            region: of the stacks that do not say theirs. Default: the only one that a template fits, else not known.
            account: of the stacks that do not say theirs. Default: not known.

        Raises:
            InvalidInputError: something cannot be read; the text says what, where and what to do.
        """
        check_environment(region, account)
        stacks = load(paths, parameters=parameters, region=region, account=account)
        for stack in stacks:
            check_cycles(stack)
        return cls(stacks)

    @classmethod
    def of(
        cls,
        templates: Mapping[str, Mapping[str, Any] | str],
        *,
        parameters: Mapping[str, str] = _NOTHING,
        region: str | None = None,
        account: str | None = None,
    ) -> Deployment:
        """Read templates that are at hand, by the name of their stack: texts, or what they say.

        Args:
            templates: the templates; a name that ends with .yaml or .yml says YAML.
            parameters: as for `read`.
            region: as for `read`.
            account: as for `read`.

        Raises:
            InvalidInputError: as `read`.
        """
        check_environment(region, account)
        return cls(load_bodies(templates, parameters=parameters, region=region, account=account))

    def cases(self, most: int = MOST_CASES) -> Iterator[NetworkCase]:
        """The network in every case; one case where no unknown value decides what there is.

        What holds in every case holds. Beyond `most` cases conditions stay unknown in the rest.

        Args:
            most: how many cases to make.

        Raises:
            InvalidInputError: a template says what cannot be.
        """
        most = max(1, min(most, _MOST_RESOURCES // max(1, sum(len(stack.resources) for stack in self.stacks))))
        pending = [Case()]
        done = 0
        while pending:
            case = pending.pop()
            room = most - done - len(pending)
            try:
                network = self._network(case, split=room > 1)
            except UndecidedError as undecided:
                if len(undecided.cases) <= room:
                    pending.extend(reversed(undecided.cases))
                    continue
                network = self._network(case, split=False)
            done += 1
            yield NetworkCase(case, network)

    def _network(self, case: Case, *, split: bool) -> Network:
        try:
            with collection_paused():
                return lower(Evaluation(self.stacks, case, split=split))
        except RecursionError:
            raise _too_deep(self.stacks) from None

    def networks(self, most: int = MOST_CASES) -> Iterable[Network]:
        """The networks of the cases."""
        return (one.network for one in self.cases(most))


def _too_deep(stacks: Sequence[Stack]) -> InvalidInputError:
    file = stacks[0].document.file if stacks else ""
    return refusal(file, "too-deep", "its values refer to each other over too many steps", "use fewer steps")
