"""Files we hand out: exports, templates, backups."""
