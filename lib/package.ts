// What `sms-pipeline` exports: the construct, the carriers that it is given, and the types of what it is told.
export type { Domain } from './blocks/domain.ts';
export {
  AwsEumCarrier,
  type AwsEumCarrierProps,
} from './carriers/aws-eum-carrier.ts';
export {
  AwsEumConfigurationSet,
  type AwsEumConfigurationSetProps,
} from './carriers/aws-eum-configuration-set.ts';
export { AwsEumDeliveryEvents, type AwsEumDeliveryEventsProps } from './carriers/aws-eum-delivery-events.ts';
export type { Carrier, CarrierPacing } from './carriers/carrier.ts';
export { HttpCarrier, type HttpCarrierProps } from './carriers/http-carrier.ts';
export { PlivoCarrier, type PlivoCarrierProps } from './carriers/plivo-carrier.ts';
export { SandboxCarrier } from './carriers/sandbox-carrier.ts';
export { SnsCarrier, type SnsCarrierProps } from './carriers/sns-carrier.ts';
export { SnsDeliveryLogs, type SnsDeliveryLogsProps } from './carriers/sns-delivery-logs.ts';
export { TelnyxCarrier, type TelnyxCarrierProps } from './carriers/telnyx-carrier.ts';
export { TwilioCarrier, type TwilioCarrierProps } from './carriers/twilio-carrier.ts';
export { TwilioCredentials, type TwilioCredentialsProps } from './carriers/twilio-credentials.ts';
export { VonageCarrier, type VonageCarrierProps } from './carriers/vonage-carrier.ts';
export type { LimitsInput } from './limits.ts';
export type { CarrierMetricOptions, LaneMetricOptions, PipelineMetric } from './measured-pipeline.ts';
export type { RoutingInput } from './routing.ts';
export { SmsPipeline } from './sms-pipeline.ts';
export type { SmsPipelineProps } from './sms-pipeline-props.ts';
export type { EdgeSettings } from './stages/edge.ts';
export type { LaneSettings } from './stages/lanes.ts';
