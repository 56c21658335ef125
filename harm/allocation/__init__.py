"""Allocation: how a pool of posts falls on areas under one rule or another, exact to the post."""
