"""What workloads call: buckets, keys, queues, topics, secrets ..., with their policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading, policy_of_text
from private_endpoints.network import Api, Element, Maybe, Resource
from private_endpoints.values import Truth, Unknown

__all__ = [
    "read_apis",
    "read_buckets",
    "read_keys",
    "read_log_groups",
    "read_parameters",
    "read_queues",
    "read_repositories",
    "read_secrets",
    "read_streams",
    "read_tables",
    "read_topics",
]

_PRIVATE = "PRIVATE"
_PREFLIGHT = "OPTIONS"


def read_buckets(reading: Reading) -> Iterator[Element]:
    """S3 buckets of all regions: a bucket has one name everywhere."""
    for row in reading.every("s3", "list_buckets", "Buckets"):
        name = row["Name"]
        answer = reading.calls.one("s3", "get_bucket_policy", absent=("NoSuchBucketPolicy",), Bucket=name)
        arn = f"arn:{reading.partition}:s3:::{name}"
        yield _resource(reading, arn, name, "AWS::S3::Bucket", answer, key="Policy")


def read_keys(reading: Reading) -> Iterator[Element]:
    """KMS keys; each has exactly one policy, whose name is `default`."""
    for row in reading.every("kms", "list_keys", "Keys"):
        key = row["KeyId"]
        answer = reading.calls.one("kms", "get_key_policy", KeyId=key, PolicyName="default")
        yield _resource(reading, row["KeyArn"], key, "AWS::KMS::Key", answer, key="Policy")


def read_queues(reading: Reading) -> Iterator[Element]:
    """SQS queues."""
    for url in reading.every("sqs", "list_queues", "QueueUrls"):
        answer = reading.calls.one("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["QueueArn", "Policy"])
        if answer is None or isinstance(answer, Unknown):
            name = str(url).rpartition("/")[2]
            arn = f"arn:{reading.partition}:sqs:{reading.region}:{reading.account}:{name}"
            yield _resource(reading, arn, str(url), "AWS::SQS::Queue", answer, key="Policy")
        else:
            attributes: Row = answer["Attributes"]
            yield _resource(reading, attributes["QueueArn"], str(url), "AWS::SQS::Queue", attributes, key="Policy")


def read_topics(reading: Reading) -> Iterator[Element]:
    """SNS topics."""
    for row in reading.every("sns", "list_topics", "Topics"):
        arn = row["TopicArn"]
        answer = reading.calls.one("sns", "get_topic_attributes", TopicArn=arn)
        found = answer["Attributes"] if isinstance(answer, dict) else answer
        yield _resource(reading, arn, arn, "AWS::SNS::Topic", found, key="Policy")


def read_secrets(reading: Reading) -> Iterator[Element]:
    """Secrets."""
    for row in reading.every("secretsmanager", "list_secrets", "SecretList"):
        arn = row["ARN"]
        answer = reading.calls.one("secretsmanager", "get_resource_policy", SecretId=arn)
        yield _resource(reading, arn, arn, "AWS::SecretsManager::Secret", answer, key="ResourcePolicy")


def read_tables(reading: Reading) -> Iterator[Element]:
    """DynamoDB tables."""
    for name in reading.every("dynamodb", "list_tables", "TableNames"):
        arn = f"arn:{reading.partition}:dynamodb:{reading.region}:{reading.account}:table/{name}"
        answer = reading.calls.one(
            "dynamodb", "get_resource_policy", absent=("PolicyNotFoundException",), ResourceArn=arn
        )
        yield _resource(reading, arn, str(name), "AWS::DynamoDB::Table", answer, key="Policy")


def read_streams(reading: Reading) -> Iterator[Element]:
    """Kinesis streams."""
    for row in reading.every("kinesis", "list_streams", "StreamSummaries"):
        arn = row["StreamARN"]
        answer = reading.calls.one(
            "kinesis", "get_resource_policy", absent=("ResourceNotFoundException",), ResourceARN=arn
        )
        yield _resource(reading, arn, row["StreamName"], "AWS::Kinesis::Stream", answer, key="Policy")


def read_repositories(reading: Reading) -> Iterator[Element]:
    """ECR repositories."""
    for row in reading.every("ecr", "describe_repositories", "repositories"):
        name = row["repositoryName"]
        absent = ("RepositoryPolicyNotFoundException",)
        answer = reading.calls.one("ecr", "get_repository_policy", absent=absent, repositoryName=name)
        yield _resource(reading, row["repositoryArn"], name, "AWS::ECR::Repository", answer, key="policyText")


def read_apis(reading: Reading) -> Iterator[Element]:
    """REST APIs of API Gateway."""
    for row in reading.every("apigateway", "get_rest_apis", "items"):
        own = row["id"]
        arn = f"arn:{reading.partition}:execute-api:{reading.region}:{reading.account}:{own}"
        # The policy comes with its quotes escaped once more.
        policy = {"policy": (row.get("policy") or "").replace('\\"', '"')}
        found = _resource(reading, arn, own, "AWS::ApiGateway::RestApi", policy, key="policy")
        yield replace(found, api=_api(reading, row))


def _api(reading: Reading, row: Row) -> Api:
    """What is particular about a REST API, as it would be deployed now; a stage may be of an earlier day."""
    options = row.get("endpointConfiguration") or {}
    types = options.get("types") or ()
    return Api(
        private=_PRIVATE in types if types else Unknown(frozenset({f"the endpoint type of {row['id']}"})),
        authorizations=_authorizations(reading, row["id"]),
        endpoints=tuple(options.get("vpcEndpointIds") or ()),
        has_default_name=not row.get("disableExecuteApiEndpoint"),
    )


def _authorizations(reading: Reading, api: str) -> Maybe[frozenset[str]]:
    """What the methods of an API ask for, but those that answer preflight requests of browsers."""
    found: set[str] = set()
    for resource in reading.calls.every("apigateway", "get_resources", "items", restApiId=api, embed=["methods"]):
        for name, method in (resource.get("resourceMethods") or {}).items():
            if name != _PREFLIGHT and "authorizationType" in method:
                found.add(method["authorizationType"])
    unknown = Unknown(frozenset({f"the methods of {api}"}))
    return reading.calls.unless_refused(frozenset(found) if found else unknown, "apigateway.get_resources")


def read_log_groups(reading: Reading) -> Iterator[Element]:
    """Log groups, which have no policy of their own."""
    for row in reading.every("logs", "describe_log_groups", "logGroups"):
        arn = row["arn"].removesuffix(":*")
        yield _resource(reading, arn, row["logGroupName"], "AWS::Logs::LogGroup")


def read_parameters(reading: Reading) -> Iterator[Element]:
    """Parameters of Systems Manager, which have no policy of their own."""
    for row in reading.every("ssm", "describe_parameters", "Parameters"):
        name = row["Name"]
        own = name if name.startswith("/") else f"/{name}"
        arn = f"arn:{reading.partition}:ssm:{reading.region}:{reading.account}:parameter{own}"
        yield _resource(reading, arn, name, "AWS::SSM::Parameter")


def _resource(
    reading: Reading, arn: str, value: str, type_: str, answer: Row | Unknown | None = None, *, key: str = ""
) -> Resource:
    """A resource whose policy is in an answer; with an answer that nobody gave it may have any."""
    complete: Truth = True
    policy = None
    if isinstance(answer, Unknown):
        complete = answer
    elif answer is not None:
        policy = policy_of_text(answer.get(key))
    return Resource(
        **reading.common(arn),
        value=value,
        type=type_,
        arn=arn,
        policy=policy,
        account=reading.account,
        complete=complete,
    )
