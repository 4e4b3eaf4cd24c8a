"""One's own record against each opponent."""
