"""What VPC endpoints are in AWS, added to the emulator: one resource type per file.

Each place that acts like AWS says where that is known from. A text in quotation marks was read at the address beside
it, and so was an error text with an issue or a post; any other address is where to look. What is from memory says so.
These modules are imported in the server's process only.
"""
