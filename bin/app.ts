import { App, Tags } from 'aws-cdk-lib';
import settings from '../cdk.json' with { type: 'json' };
import { SmsPipelineStack } from '../lib/sms-pipeline-stack.ts';

// `node bin/app.ts` does not read cdk.json by itself: given here, its flags hold with and without the CDK's CLI.
const app = new App({ context: settings.context, analyticsReporting: false });

new SmsPipelineStack(app, 'SmsPipeline', {
  description:
    'SMS pipeline: an HTTPS API in front, carriers behind, and an event for every change of status',
  environment: app.node.tryGetContext('environment') === 'development' ? 'development' : 'production',
});
// Dashboards have taken tags only lately, and not every tool that checks templates knows.
Tags.of(app).add('product', 'sms-pipeline', { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
