"""Native Excel charts of the plan workbook: each kind writes its table and binds its series to those cells."""
