"""The only writer: schema, contributions, release, totals, upgrade, and the lake."""
