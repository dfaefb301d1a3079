"""The frame of every page: header, menu, sections, notices, forms of time."""
