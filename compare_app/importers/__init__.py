"""Files in: cells to drafts."""
