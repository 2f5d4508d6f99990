"""One module per source format → Document."""
