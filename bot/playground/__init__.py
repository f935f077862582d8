"""The local chat: a Bot API server on loopback and the phones that talk to it."""
