"""What `harness/start.py` does before `room` can start: nothing here needs more than the standard library."""
