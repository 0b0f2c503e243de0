"""What exists: one frozen dataclass per thing, whose defaults mean what AWS does when a property is absent."""
