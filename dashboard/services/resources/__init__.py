"""Resources: whom officers can reach, and where a pool of posts would go under which rule."""
