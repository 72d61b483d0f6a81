/** What cdk-nag finds and we leave, each with the reason. docs/security.md lists them. */
export const acknowledgedFindings: Readonly<Record<string, string>> = {
  'AwsSolutions-APIG4': 'Keys and signatures are checked in the functions: docs/adr/auth-in-the-handler.md',
  'AwsSolutions-CFR1': 'Who may call is decided by API keys; carriers post from everywhere',
  'AwsSolutions-CFR3': 'Access logs of CloudFront hold query strings, and those hold numbers',
  'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]':
    'What CDK gives Lambda for a failed push into an encrypted queue',
  'AwsSolutions-IAM5[Action::kms:ReEncrypt*]':
    'What CDK gives Lambda for a failed push into an encrypted queue',
  'AwsSolutions-IAM5[Resource::*]': 'Traces know no resources, where `tracing` is on: the list below',
  'AwsSolutions-IAM5[Resource::<function>:*]': 'The versions of the one function that the schedule runs',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:…:<AWS::AccountId>:log-group:sns/<AWS::Region>/<AWS::AccountId>/DirectPublishToPhoneNumber*]':
    'The two log groups of SNS, whose names have this beginning',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sms-voice:us-east-1:<AWS::AccountId>:*]':
    'A text may name any sender of the account',
  'AwsSolutions-SMG4':
    'Carriers and deployers rotate: both keys of a carrier are read meanwhile, and the hash key must stay',
  'AwsSolutions-SQS3': 'A dead-letter queue that Lambda fills: nothing reads it by itself',
  'Serverless-APIGWDefaultThrottling': 'Quotas are by key and tenant, in the functions: docs/keys.md',
  'Serverless-EventBusDLQ': 'A rule retries for 24 hours, and the archive replays what a target lost',
  'Serverless-LambdaDLQ':
    'Queues feed them, and have dead-letter queues; what is pushed has a failure destination',
  'Serverless-LambdaEventSourceMappingDestination': 'A queue has its dead-letter queue instead',
  'Serverless-LambdaTracing': 'An option, `tracing`: at every request it would cost as much as the functions',
  'Serverless-SNSRedrivePolicy': 'Mail to those on call; the alarm stays visible in CloudWatch',
  'Serverless-SQSRedrivePolicy': 'These are the dead-letter queues themselves',
};

/** The actions that roles may do on `*`, each with the reason. */
export const wildcardResources: Readonly<Record<string, string>> = {
  'xray:PutTelemetryRecords': 'X-Ray knows no resources for it',
  'xray:PutTraceSegments': 'X-Ray knows no resources for it',
};
