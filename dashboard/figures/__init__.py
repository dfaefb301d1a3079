"""Figures, one a file: data and words in, a Plotly figure out."""
