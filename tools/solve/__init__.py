"""From the survey to the scene: places, words, materials and light."""
