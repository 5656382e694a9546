"""The specialists without a language model: each decides by rules and picture tools, and says so."""
