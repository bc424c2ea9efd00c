"""A server of the Model Context Protocol over the data, read-only; the extra `mcp` holds its SDK."""
