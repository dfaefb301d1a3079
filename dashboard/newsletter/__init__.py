"""Issues of a newsletter: charts, their words and what is new, ready to be taken along."""
