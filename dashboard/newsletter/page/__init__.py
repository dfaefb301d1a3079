"""Parts of the page of the newsletter kit."""
