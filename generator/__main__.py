"""``python -m generator`` is the command ``conventions``."""

from generator.cli import main

main()
