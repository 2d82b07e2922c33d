"""Telling people: messages by mail and webhook, and the sign of life that a monitor waits for."""
