import { composeRequest } from '../../core/api/compose-request.ts';
import { type CarrierFacts, type PreviewResource, previewResource } from '../../core/api/preview-resource.ts';
import type { ComposeSettings, Composition } from '../../core/compose-message.ts';
import { refusedByKey, type SendingRights } from '../../core/keys/sending-rights.ts';
import type { Clock } from '../../core/ports.ts';
import type { WeightShares } from '../../core/routing/choose-route.ts';

export type PreviewMessageDeps = {
  readonly settings: ComposeSettings;
  /** Where carriers are drawn by weight: what slow or ill ones have left of theirs. */
  readonly weightShares?: () => Promise<WeightShares>;
  readonly carriers: CarrierFacts;
  readonly clock: Clock;
};

const withRefusals = (composition: Composition, rights: SendingRights): Composition => {
  const { composed, errors } = composition;
  return composed ? { ...composition, errors: [...errors, ...refusedByKey(rights, composed)] } : composition;
};

/**
 * Says what sending a text would do, by the code that would do it. Nothing is stored or sent.
 * @throws ProblemError for a request whose fields cannot be read.
 */
export const createPreviewMessage =
  (deps: PreviewMessageDeps) =>
  async (tenant: string, rights: SendingRights, body: unknown): Promise<PreviewResource> => {
    const { settings, carriers, clock } = deps;
    const weightShares = await deps.weightShares?.();
    const { request, composition } = composeRequest(
      body,
      { ...settings, sandboxed: rights.kind === 'test', ...(weightShares && { weightShares }) },
      tenant,
    );
    return previewResource(request, withRefusals(composition, rights), carriers, clock());
  };
