"""What Harmdesk takes, against what a user would write instead, in the same run."""
