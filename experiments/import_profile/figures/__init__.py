"""Pictures of an import."""
