"""How well extraction does: gold files against what is found, by class, by genre, by rule."""
