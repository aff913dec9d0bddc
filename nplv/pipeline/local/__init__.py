"""The own indicators of municipalities: from their two files to observations in a folder beside the snapshot."""
