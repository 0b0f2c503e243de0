"""The sample stacks: `cdk ls`, `cdk synth AirGapped`, `cdk deploy AirGapped`."""

import aws_cdk as cdk

from private_endpoints.samples import (
    AirGapped,
    DataPerimeter,
    DataPipeline,
    PrivateBedrock,
    PrivateCodeBuild,
    PrivateDynamoDb,
    PrivateEcs,
    PrivateEks,
    PrivateLambda,
    PrivateS3,
    PrivateSageMaker,
    SecretsApp,
    SsmSession,
)
from private_endpoints.samples.environment import environment

app = cdk.App()
env = environment()

AirGapped(app, "AirGapped", env=env)
DataPerimeter(app, "DataPerimeter", env=env)
DataPipeline(app, "DataPipeline", env=env)
PrivateBedrock(app, "PrivateBedrock", env=env)
PrivateCodeBuild(app, "PrivateCodeBuild", env=env)
PrivateDynamoDb(app, "PrivateDynamoDb", env=env)
PrivateEcs(app, "PrivateEcs", env=env)
PrivateEks(app, "PrivateEks", env=env)
PrivateLambda(app, "PrivateLambda", env=env)
PrivateS3(app, "PrivateS3", env=env)
PrivateSageMaker(app, "PrivateSageMaker", env=env)
SecretsApp(app, "SecretsApp", env=env)
SsmSession(app, "SsmSession", env=env)

app.synth()
