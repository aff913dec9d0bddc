"""What a reader takes home: a table or a chart with all that is known of it, as the bytes of a file."""
