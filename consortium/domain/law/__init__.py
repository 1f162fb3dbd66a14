"""What is law of one country: data with its source, and small functions beside it."""
