"""The worker process of the window, which computes decisions and reads saved battles."""
