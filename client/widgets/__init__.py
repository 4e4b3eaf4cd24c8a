"""The toolkit of menus and dialogs: canvas, controls, focus and layout; and the action bar."""
