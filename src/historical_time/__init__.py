"""What a date says: expressions, clocks, readings, intervals and relations, for any history."""
