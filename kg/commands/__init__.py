"""What the commands do beyond calling one function: words, tables, a server."""
