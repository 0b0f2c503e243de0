"""The path engine: from a source to a service, step by step, in three-valued logic."""
