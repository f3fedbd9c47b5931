"""The workbook of a profile, one module for each group of sheets; it looks like the plan workbook."""
