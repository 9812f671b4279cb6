"""The ways a conversation is held. One package per channel."""
