"""From named workloads to endpoints, and the account of why."""
