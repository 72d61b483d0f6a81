import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import cdkSettings from '../../cdk.json' with { type: 'json' };
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import type { SmsConfig } from '../../lib/config/sms-config.ts';
import { SmsPipeline } from '../../lib/sms-pipeline.ts';
import type { SmsPipelineProps } from '../../lib/sms-pipeline-props.ts';
import { SmsPipelineStack } from '../../lib/sms-pipeline-stack.ts';
import config from '../../sms.config.ts';
import { EveryCarrierStack } from './every-carrier-stack.ts';

// The validator costs more than the synthesis, and its findings are those of `cdk synth`.
process.env.CDK_VALIDATION = 'false';

const unbundledApp = () => new App({ context: { ...cdkSettings.context, 'aws:cdk:bundling-stacks': [] } });

/** The deployed stack's template, its functions not bundled; with some fields of its configuration different. */
export const synthesized = (different: Partial<SmsConfig> = {}): Template =>
  Template.fromStack(
    new SmsPipelineStack(unbundledApp(), 'SmsPipeline', { config: { ...config, ...different } }),
  );

/** The template of a stack with all carriers that there are. */
export const withEveryCarrier = (): Template =>
  Template.fromStack(new EveryCarrierStack(unbundledApp(), 'EveryCarrier'));

/** An empty stack to put a construct into, its functions not bundled. */
export const emptyStack = (): Stack => new Stack(unbundledApp(), 'Stack');

/** A pipeline with Twilio only, as somebody else's stack may have it. */
export const pipelineIn = (stack: Stack, props: Partial<SmsPipelineProps> = {}): SmsPipeline =>
  new SmsPipeline(stack, 'Pipeline', {
    carriers: [new TwilioCarrier({ secret: new Secret(stack, 'Secret') })],
    ...props,
  });
