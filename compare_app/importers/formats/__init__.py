"""Bytes to sheets, one module a format. Only the reading child runs these: files are not to be trusted."""
