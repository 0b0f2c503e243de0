"""Measuring in processes of their own, on a machine that others use too: interleaved, medians, ratios."""
