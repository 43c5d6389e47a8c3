"""Who may, and what the numbers mean: predicates and pure functions of the time register."""
