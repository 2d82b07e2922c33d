"""Many rooms, every night, with nobody watching: each in a process of its own, and told of only what changed."""
