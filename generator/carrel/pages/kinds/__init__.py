"""The kinds of page, one file each: `files(view)` yields what it puts into docs/."""
