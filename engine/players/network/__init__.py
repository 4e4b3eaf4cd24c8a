"""Feed-forward networks in ONNX files: read as data, bounded, and computed with numpy alone."""
