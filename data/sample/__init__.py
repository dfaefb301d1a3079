"""Made-up partners and measures, named as such."""
