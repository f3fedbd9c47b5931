"""Words: marked messages, their translation, and the folding of text into keys."""
