"""One parameter told to people who do not program: what it is, where it enters, and what it rests on."""
