"""Text to document: JSON and YAML, with limits that hold for any input and lines found when a finding needs them."""
