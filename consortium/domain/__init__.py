"""The meaning of the product: calls, needs, entities, evidence, rules. Standard library only."""
