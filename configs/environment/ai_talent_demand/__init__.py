"""How much other employers look for people with AI skills."""
