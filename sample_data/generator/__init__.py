"""Makes the demonstration: synthetic people in a real mix of offences. It is not shipped."""
