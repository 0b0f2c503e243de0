"""What each perimeter promises, as requests."""
