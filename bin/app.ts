import { App, Tags } from 'aws-cdk-lib';
import settings from '../cdk.json' with { type: 'json' };
import { SmsPipelineStack } from '../lib/sms-pipeline-stack.ts';
import config from '../sms.config.ts';

// `node bin/app.ts` does not read cdk.json by itself: given here, its flags hold with and without the CDK's CLI.
const app = new App({ context: settings.context, analyticsReporting: false });

/** `-c environment=development` comes before what the file says. */
const isDevelopment = app.node.tryGetContext('environment') === 'development';
/** A run on one machine is reached by its port: it has no name, and nothing in front of it. */
const { domain: _domain, edge: _edge, ...anywhere } = config;

new SmsPipelineStack(app, 'SmsPipeline', {
  description:
    'SMS pipeline: an HTTPS API in front, carriers behind, and an event for every change of status',
  config: {
    ...(app.node.tryGetContext('place') === 'this-machine' ? anywhere : config),
    ...(isDevelopment && { environment: 'development' }),
  },
});
// Dashboards have taken tags only lately, and not every tool that checks templates knows.
Tags.of(app).add('product', 'sms-pipeline', { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
