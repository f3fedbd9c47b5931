"""Array models and the pure functions that turn comparisons into cells."""
