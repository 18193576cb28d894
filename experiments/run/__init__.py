"""What every command does around its experiment: folder, manifest, progress, kept work."""
