"""The six specialists, what they share, and the model clients they answer from."""
