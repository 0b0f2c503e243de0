"""Questions put to what is going to be deployed, answered over every case; and what counts of the answers."""

from private_endpoints.proof.accepted import Accepted, AcceptedBy
from private_endpoints.proof.acknowledgement import Acknowledgements
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.baseline import Baseline, baseline_of
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof
from private_endpoints.proof.prove import prove
from private_endpoints.proof.prover import Prover
from private_endpoints.proof.questions import Asked, PathAsked, PerimeterAsked, read_question

__all__ = [
    "Accepted",
    "AcceptedBy",
    "Acknowledgements",
    "Answered",
    "Asked",
    "Baseline",
    "Noted",
    "PathAsked",
    "PerimeterAsked",
    "Proof",
    "Prover",
    "baseline_of",
    "prove",
    "read_question",
]
