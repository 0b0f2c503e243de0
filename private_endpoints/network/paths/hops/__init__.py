"""Where packets go: routes, gateways, network ACLs, security groups."""
