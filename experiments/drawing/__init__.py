"""How figures look: sheets, scales, type, words and money on paper. Every command draws with these."""
