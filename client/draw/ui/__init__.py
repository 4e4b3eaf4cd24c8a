"""The drawing toolkit of menus and battle: style, text, shapes, panels."""
