"""Search: a library in, an index out that a browser reads in small parts, as classic scripts.

The same words must come out of a text here and in a reader's browser. So there is one table of folding, which both
read, one release of the stemmer in both languages, and a file of cases that both are tested with.
"""
