"""Windows that ask for something and hand back an answer."""
