"""Who may do what: roles, resources and their policies."""
