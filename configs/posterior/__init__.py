"""Where the values of the parameters come from."""
