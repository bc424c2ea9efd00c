"""SPARQL as a text: its tokens, what all servers read alike, our functions in it, and its tables as CSV."""
