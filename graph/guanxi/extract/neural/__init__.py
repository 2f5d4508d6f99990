"""The trained extractor: one small encoder for names and relations, run by onnxruntime on the CPU."""
