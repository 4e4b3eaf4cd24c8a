"""What a decision looks like in numbers: what options are worth, observations, actions."""
