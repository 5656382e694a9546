"""The commands of `room`: arguments in, one call, words out."""
