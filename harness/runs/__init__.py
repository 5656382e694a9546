"""A run: its folder, session, checkpoints, transcript, and what goes on from them (chat, replay, rerun)."""
