"""The face: gestures become edits going down, changes come up, values become cells and pixels."""
