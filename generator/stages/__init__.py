"""A build, in its order: what is read, written, printed, bound, verified and recorded."""
