"""`python -m private_endpoints.cli`."""

from private_endpoints.cli import main

main(prog_name="private-endpoints")
