"""What a run folder keeps beside the scene: the survey, what was drawn, and states to go back to."""
