"""The hall's side of the contract with central: MQTT topics and payloads, and the one session that carries them."""
