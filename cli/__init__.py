"""The command line: one command a file, loaded on demand."""
