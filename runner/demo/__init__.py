"""The demo: what happens to the sample accounts."""
