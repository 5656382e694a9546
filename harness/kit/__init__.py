"""The kit looked at from outside: its check, its studio and its contact sheet."""
