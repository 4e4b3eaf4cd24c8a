"""The compact schema: a decision as a small array of fixed meaning, and twelve actions."""
