"""Data readers, model, training, export to ONNX; needs the `train` extra."""
