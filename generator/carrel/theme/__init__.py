"""The look: an installed MkDocs theme that extends Material (templates, styles, scripts, strings)."""
