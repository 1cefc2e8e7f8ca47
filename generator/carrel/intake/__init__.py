"""Another whole: what somebody brings, looked up, compared with the list, and written as records.

`adding` does it; `issues` takes it from an issue form, `correcting` changes a record, `report` tells what came of it.
"""
