"""What makes the sample rooms: texts, formats, and the two companies."""
