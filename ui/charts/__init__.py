"""Charts: specs of the core laid out as display lists, which screen and paper draw with the same few lines."""
