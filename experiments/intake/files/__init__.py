"""Files as they come: text, workbooks and Parquet, read in pieces and in a process of their own."""
