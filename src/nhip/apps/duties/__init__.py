"""What the worker could not do, and when each of its duties was last done."""
