"""What names stand for: private DNS, hosted zones, Route 53 Profiles, Resolver rules, public DNS."""
