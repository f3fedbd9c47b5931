"""Files are read apart, in a child process with limits; what it says is checked before it is believed."""
