"""Wrong readings that are close enough to be believed: from the sound, phonetics, meaning and procedure."""
