"""What the configuration of a hall may say, and what is wrong with it as sentences."""
