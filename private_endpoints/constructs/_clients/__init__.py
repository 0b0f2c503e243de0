"""Opening both ends: the endpoint to its clients, and restricted clients to the endpoint."""
