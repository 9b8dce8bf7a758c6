"""The commands of `pgbandit`, one module for each topic."""
