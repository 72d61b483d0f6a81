import type * as z from 'zod';
import type {
  AcceptMessageEnvironment,
  CancelMessageEnvironment,
  CheckOriginEnvironment,
  CloseMessageEnvironment,
  CommonEnvironment,
  GetMessageEnvironment,
  HealthEnvironment,
  IngestInboundEnvironment,
  IngestReceiptEnvironment,
  ListMessagesEnvironment,
  MakeFirstKeyEnvironment,
  ManageKeysEnvironment,
  ManageOptOutsEnvironment,
  PostStatusCallbackEnvironment,
  PreviewMessageEnvironment,
  ReceiveWebhookEnvironment,
  ReconcileEnvironment,
  SendMessageEnvironment,
  SettleMessageEnvironment,
  TwilioMessagesEnvironment,
} from '../../core/environment.ts';

/** The schema through which each function, by the name of its folder in `lambdas/`, reads its environment. */
type Schemas = {
  'accept-batch': typeof AcceptMessageEnvironment;
  'accept-message': typeof AcceptMessageEnvironment;
  'answer-unrouted': typeof CommonEnvironment;
  'cancel-message': typeof CancelMessageEnvironment;
  'check-origin': typeof CheckOriginEnvironment;
  'close-message': typeof CloseMessageEnvironment;
  'erase-content': typeof GetMessageEnvironment;
  'get-message': typeof GetMessageEnvironment;
  health: typeof HealthEnvironment;
  'ingest-inbound': typeof IngestInboundEnvironment;
  'ingest-receipt': typeof IngestReceiptEnvironment;
  'list-messages': typeof ListMessagesEnvironment;
  'make-first-key': typeof MakeFirstKeyEnvironment;
  'manage-keys': typeof ManageKeysEnvironment;
  'manage-opt-outs': typeof ManageOptOutsEnvironment;
  'post-status-callback': typeof PostStatusCallbackEnvironment;
  'preview-message': typeof PreviewMessageEnvironment;
  'receive-webhook': typeof ReceiveWebhookEnvironment;
  'serve-docs': typeof CommonEnvironment;
  reconcile: typeof ReconcileEnvironment;
  'send-message': typeof SendMessageEnvironment;
  'settle-message': typeof SettleMessageEnvironment;
  'twilio-messages': typeof TwilioMessagesEnvironment;
};

/** Everything in an environment is text: what the schema coerces, a number say, is given as a string. */
type AsText<Input> = { readonly [Name in keyof Input]: Input[Name] extends string ? Input[Name] : string };

export type FunctionName = keyof Schemas;

/** The variables that every function gets without its stage saying so. */
export type CommonVariables = AsText<z.input<typeof CommonEnvironment>>;

export type LogLevel = CommonVariables['LOG_LEVEL'];

/** The variables of one function: a missing, misspelt or superfluous one does not compile. */
export type FunctionEnvironment<Name extends FunctionName> = Omit<
  AsText<z.input<Schemas[Name]>>,
  keyof CommonVariables
>;
