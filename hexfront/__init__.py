"""The command line: one program, one module a command, heavy things imported when they are used."""
