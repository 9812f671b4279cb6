"""Reading money's way and saying what was found: readings, evidence cards, explanations. Import from the modules."""
