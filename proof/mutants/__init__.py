"""Mutants: what is changed here on purpose has to be called wrong by somebody.

`of_data` changes a value in a row that was read, `of_code` an operator, a number or a condition;
`by_hand.csv` lists what a person would fear. `guards` asks, cheapest first, who calls it wrong, in
a copy of the tree, and `python -m proof.mutants` (`make mutants`) holds the answers against
`survivors.csv`, where each mutant that nobody calls wrong has its reason.
"""
