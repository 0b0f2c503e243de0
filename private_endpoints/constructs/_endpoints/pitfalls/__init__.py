"""What is known to hurt, whoever asked for the endpoints: each a warning that can be acknowledged by its id."""
