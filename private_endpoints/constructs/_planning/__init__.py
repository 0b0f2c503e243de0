"""Planning: everything that can be wrong with what is asked is found before a node exists."""
