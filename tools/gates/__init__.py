"""What is measured after each stage, one file a kind of measurement."""
