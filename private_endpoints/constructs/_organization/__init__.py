"""What `OrganizationPerimeter` is made of."""
