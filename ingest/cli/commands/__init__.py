"""The commands, by what they look after."""
