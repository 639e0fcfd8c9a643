"""What runs the notebooks, keeps what was made and puts a whole book in its place."""
