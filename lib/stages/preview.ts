import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { RateCard } from '../../core/rate-card.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';
import type { Storage } from './storage.ts';
import {
  carrierHealthEnvironment,
  grantCarrierHealth,
  type TextRules,
  textRulesEnvironment,
} from './text-rules.ts';

export interface PreviewProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly textRules: TextRules;

  /** What a segment costs, by carrier and country. */
  readonly rateCard: RateCard;

  readonly logs: LogSettings;
}

const checkRateCard = (rateCard: RateCard): RateCard => {
  const checked = RateCard.safeParse(rateCard);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `rateCard.${path.join('.')} ${message}`);
  throw new Error(`The rate card is not valid: ${faults.join('; ')}.`);
};

/** Tells an application what sending a text would do and cost. */
export class Preview extends Construct {
  constructor(scope: Construct, id: string, { api, storage, textRules, rateCard, logs }: PreviewProps) {
    super(scope, id);
    const previewMessage = new PipelineFunction(this, 'PreviewMessage', {
      name: 'preview-message',
      description: 'Answers what sending a text would do, without sending it',
      environment: {
        ...storage.access.environment,
        ...textRulesEnvironment(textRules),
        ...carrierHealthEnvironment(textRules, storage),
        RATE_CARD: JSON.stringify(checkRateCard(rateCard)),
      },
      logs,
    });

    api.on(HttpMethod.POST, '/v1/messages/preview', previewMessage);
    storage.access.grantAuthenticate(previewMessage);
    grantCarrierHealth(textRules, storage, previewMessage);
  }
}
