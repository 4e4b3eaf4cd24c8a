"""The evaluation function: what units, objectives, cells and actions are worth to a side.

Everything is in points: one point is one per cent of the VALUE an army has on average when the
battle begins. Bots take the action with the best score; encodings show a policy every term by
itself.
"""
