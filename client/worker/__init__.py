"""The worker process of the window: bots decide in it, saved battles are read in it."""
