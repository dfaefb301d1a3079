"""What each kind of chart is made of."""
