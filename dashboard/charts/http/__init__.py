"""Addresses of charts: pictures, embeds, oEmbed, frozen pictures."""
