"""From how many people on an organisation can be told about by department, and why people leave."""

SMALL_ORGANISATION = 100  # people (assumption)
