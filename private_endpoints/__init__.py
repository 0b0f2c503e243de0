"""Private connectivity for AWS VPCs, in Python CDK, proven before it is deployed."""
