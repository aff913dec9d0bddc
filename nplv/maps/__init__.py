"""Maps as data: classes, files with shapes and their texts, and the deck.gl description that joins them."""
