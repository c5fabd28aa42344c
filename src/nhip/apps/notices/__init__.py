"""What is new for a person: one line and one link about one thing; kept until it is read."""
