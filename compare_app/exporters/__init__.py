"""Files out: comparisons to workbooks, tables and reports."""
