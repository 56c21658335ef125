"""Cases: what was decided and done about one person, as events; plans, clocks and outcomes."""
