"""How numbers, amounts of money and sources are put into words, the same in findings, tables and figures."""
