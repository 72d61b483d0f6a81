import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { RateCard } from '../../core/rate-card.ts';
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
        RATE_CARD: JSON.stringify(rateCard),
      },
      logs,
    });

    api.on(HttpMethod.POST, '/v1/messages/preview', previewMessage);
    storage.access.grantAuthenticate(previewMessage);
    grantCarrierHealth(textRules, storage, previewMessage);
  }
}
