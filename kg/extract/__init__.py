"""From an article to what stands in it: each step reads one article and yields spans, left to right."""
