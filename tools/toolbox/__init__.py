"""The specialists' tools: plain typed functions over a `Workspace`, one file a specialist.

Each returns text for a model to read; pictures in it are `[[img:...]]` marks. A refusal raises ToolError.
"""
