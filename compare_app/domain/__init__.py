"""The vocabulary: values, limits, records and comparisons, all frozen; no files, no store, no windows."""
