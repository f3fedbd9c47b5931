"""The company's own workbook, filled in: only the cells that its names point at are written (docs/plan-workbook.md)."""
