import { composeRequest } from '../../core/api/compose-request.ts';
import { type CarrierFacts, type PreviewResource, previewResource } from '../../core/api/preview-resource.ts';
import type { ComposeSettings } from '../../core/compose-message.ts';
import type { Clock } from '../../core/ports.ts';

export type PreviewMessageDeps = {
  readonly settings: ComposeSettings;
  readonly carriers: CarrierFacts;
  readonly clock: Clock;
};

/**
 * Says what sending a text would do, by the code that would do it. Nothing is stored or sent.
 * @throws ProblemError for a request whose fields cannot be read.
 */
export const createPreviewMessage =
  ({ settings, carriers, clock }: PreviewMessageDeps) =>
  (tenant: string, body: unknown): PreviewResource => {
    const { request, composition } = composeRequest(body, settings, tenant);
    return previewResource(request, composition, carriers, clock());
  };
