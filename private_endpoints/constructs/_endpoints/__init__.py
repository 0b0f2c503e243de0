"""The endpoints of a VPC in the construct tree."""
