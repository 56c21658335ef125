"""How stable a suspect's place on the list is."""
