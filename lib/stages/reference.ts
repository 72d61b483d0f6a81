import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import type { Api } from './api.ts';

export interface ReferenceProps {
  readonly api: Api;
  readonly logs: LogSettings;
}

/** Describes the API: to programs as an OpenAPI document, to people as a page on which they can try it. */
export class Reference extends Construct {
  constructor(scope: Construct, id: string, { api, logs }: ReferenceProps) {
    super(scope, id);
    const serveDocs = new PipelineFunction(this, 'ServeDocs', {
      name: 'serve-docs',
      description: 'Answers the OpenAPI document and the reference page',
      environment: {},
      logs,
    });

    for (const path of ['/openapi.json', '/docs', '/docs/explorer.js']) {
      api.on(HttpMethod.GET, path, serveDocs);
    }
  }
}
