"""A campaign in text: the map in characters, orders as short lines, reports in sentences."""
