"""A campaign as its service makes and sets it: a new one, its settings, its models, its annexes."""
