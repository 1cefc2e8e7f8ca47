"""Curated files in, records and taxonomy out: papers/*.yml, topics.yml (later people.yml, venues.yml)."""
