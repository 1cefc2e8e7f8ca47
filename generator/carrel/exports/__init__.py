"""A paper as other programs read it: BibTeX, RIS, CSL-JSON, what a page says of itself, a feed. Pure, no files.

Every format is a function of a `Citation`, the one record of a paper that they share.
"""
