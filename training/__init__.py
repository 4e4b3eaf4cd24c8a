"""Training a policy: imitation, MaskablePPO, evaluation, export. torch lives here alone."""
