"""From spans to facts: which things of the world are meant, and what the article says about them."""
