"""One catalogue of sentences, Chinese and English."""
