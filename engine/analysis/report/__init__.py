"""Reports of an analysis: CSV, Parquet and HTML files, Markdown for the docs, text for a
terminal.
"""
