"""The tables of this room, and the triggers that let them only grow."""
