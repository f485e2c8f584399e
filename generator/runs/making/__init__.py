"""What is made of a campaign: the build, its previews and checks, and what it would change."""
