"""The pages: one folder per area, each view one call to a service or query and one template."""
