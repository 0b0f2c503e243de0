"""From files to stacks: cloud assemblies, folders and single templates, with nested stacks in their parents."""
