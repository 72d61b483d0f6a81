import type { SubmitRequest } from '../../core/carrier.ts';
import { DltId } from '../../core/dlt.ts';

export const dltId = DltId.optional();

type DltSettings = {
  readonly dltEntityId?: string | undefined;
  readonly dltTemplateId?: string | undefined;
};

/**
 * The registration that a text is to name, as far as it is known: the text's own ids before those of the settings.
 * Undefined outside India, where they would say nothing.
 */
export const registrationOf = (
  { recipient, dlt }: Pick<SubmitRequest, 'recipient' | 'dlt'>,
  { dltEntityId, dltTemplateId }: DltSettings,
): { readonly entityId: string | undefined; readonly templateId: string | undefined } | undefined =>
  recipient.startsWith('+91')
    ? { entityId: dlt?.entityId ?? dltEntityId, templateId: dlt?.templateId ?? dltTemplateId }
    : undefined;
