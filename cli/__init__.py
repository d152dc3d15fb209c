"""The command line: one command a file, loaded on demand. Commands are thin: they call `kg.graph` and print."""
