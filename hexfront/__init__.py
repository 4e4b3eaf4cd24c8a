"""The command line: one program, one module per command; heavy imports are deferred until use."""
