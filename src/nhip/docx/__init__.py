"""Word documents in: paragraphs as plain text. No Django, no domain rule."""
