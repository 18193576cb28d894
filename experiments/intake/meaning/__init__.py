"""What columns and cells mean: headings, days, numbers, levels, reasons."""
