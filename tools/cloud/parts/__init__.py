"""Parts without a word: a cloud as a few solids whose level sections are rectangles or ellipses."""
