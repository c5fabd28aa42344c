"""What happens to a task between the agencies that share it: one module for each thing that happens."""
