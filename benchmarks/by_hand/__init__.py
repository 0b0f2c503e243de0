"""The samples once more, written with aws-cdk-lib alone: what a benchmark compares the library with.

Each module is named after its sample and holds a stack of the same name. `tests/benchmarks/test_by_hand.py` says that
each pair makes the same resources.
"""
