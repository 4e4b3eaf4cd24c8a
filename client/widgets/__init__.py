"""Menus, dialogs and forms on pygame_gui, and the action bar's own buttons."""
