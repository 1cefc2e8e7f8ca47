"""What people do to their list by command: lay its files out, see what a change does, refresh a seed, begin."""
