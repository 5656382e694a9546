"""Rooms for other agents: an MCP server over standard input and output (`room mcp`)."""
