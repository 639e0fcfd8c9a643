"""What is too long for every run of the tests: a bare machine, hidden needs, other versions."""
