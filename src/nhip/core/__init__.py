"""The domain as pure functions over frozen values: no Django, no input or output, no clock."""
