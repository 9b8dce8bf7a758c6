"""The commands of `pgbandit`, a module a topic."""
