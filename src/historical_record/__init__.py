"""A sourced record, read whole and checked whole, for any history."""
