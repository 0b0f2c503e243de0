"""What VPCs are made of."""
