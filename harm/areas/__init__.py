"""Areas: harm by place, rates, and the limits of chance."""
