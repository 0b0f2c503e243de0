"""A CDK app of all sample stacks, for a checkout or an installed wheel."""

import aws_cdk as cdk

from private_endpoints.samples import SAMPLES
from private_endpoints.samples.environment import environment

app = cdk.App()
for name, sample in SAMPLES.items():
    sample(app, name, env=environment())
app.synth()
