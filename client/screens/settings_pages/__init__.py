"""The pages of the settings screen: add a setting as a row of the page that it belongs to."""
