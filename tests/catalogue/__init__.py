"""The catalogue of bad inputs, row by row; docs/bad-inputs.md says which test holds which row."""
