"""What changed between two states of a room, each of them a report, a seal or the folder itself."""
