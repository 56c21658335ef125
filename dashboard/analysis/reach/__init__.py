"""Who can walk where: distances, minutes, shares of residents, and where more sites reach most."""
