"""What clicks and keys mean: pure functions of what may be decided and what was chosen."""
