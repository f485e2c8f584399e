"""The page in the browser: what a clerk sees and does without a terminal; no logic of its own."""
