"""What a laboratory found, written down: CSV for everybody, Parquet and a page with pictures."""
