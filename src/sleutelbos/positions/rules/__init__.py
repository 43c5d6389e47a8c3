"""Who may, and what fits: named predicates and checks that change nothing."""
