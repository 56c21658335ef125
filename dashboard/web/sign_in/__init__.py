"""Who is at the other end: by the word of a proxy, or of a provider of OpenID Connect."""
