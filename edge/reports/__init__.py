"""What a day came to, in numbers: made of the journal's events alone, so that central can make the same."""
