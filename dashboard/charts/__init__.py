"""Charts that travel: the same figures as images, files and embeds, with their words."""
