"""What VPC endpoints are in AWS, added to the emulator: one resource type per file.

Each place that acts like AWS says where that is known from: a page of AWS's documentation, or memory, which is marked.
These modules are imported in the server's process only.
"""
