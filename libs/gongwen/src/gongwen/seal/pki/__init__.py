"""Keys and certificates (密钥与证书): reading, chains, revocation, and an authority for trials."""
