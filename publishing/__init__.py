"""What goes out of the house: a preview of a change, and a release."""
