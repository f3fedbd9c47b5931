"""Documents that leave the program for authorities, meetings and registers: each a report in blocks (domain.report)."""
