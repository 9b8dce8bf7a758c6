"""The names of our roles and schemas."""

OWNER = "bandit_owner"
ROLES = (OWNER, "bandit_bot", "bandit_operator", "bandit_reader")
SCHEMAS = ("bandit", "bandit_internal")
