"""What Harmdesk takes, beside what a user would write instead, in the same run."""
