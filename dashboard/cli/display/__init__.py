"""What commands show: tables for people, JSON for scripts."""
