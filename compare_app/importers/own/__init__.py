"""Our own workbook: one module for each sheet, in the order of reading."""
