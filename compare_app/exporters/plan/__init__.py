"""The plan workbook (一企一策), one module per sheet or group of sheets; docs/plan-workbook.md is their contract."""
