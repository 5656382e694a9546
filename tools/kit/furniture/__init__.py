"""Furniture words: one function a piece, fitted into its box."""
