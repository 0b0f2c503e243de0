"""What runs, and where."""
