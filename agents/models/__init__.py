"""Model clients: an endpoint, a recording, the embedded specialists, a script for tests."""
