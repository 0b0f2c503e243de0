"""The sample stacks: `cdk ls`, `cdk synth AirGapped`, `cdk deploy AirGapped`."""

import aws_cdk as cdk

from private_endpoints.samples import AirGapped, DataPipeline, PrivateDynamoDb, PrivateS3, SecretsApp, SsmSession
from private_endpoints.samples.environment import environment

app = cdk.App()
env = environment()

AirGapped(app, "AirGapped", env=env)
DataPipeline(app, "DataPipeline", env=env)
PrivateDynamoDb(app, "PrivateDynamoDb", env=env)
PrivateS3(app, "PrivateS3", env=env)
SecretsApp(app, "SecretsApp", env=env)
SsmSession(app, "SsmSession", env=env)

app.synth()
