"""From what templates say to what it means: parameters, conditions and intrinsic functions, resolved symbolically."""
