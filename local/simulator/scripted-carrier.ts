import { wholeText } from '../../core/scripted-outcomes.ts';
import type { SimulatorAnswer } from './http-server.ts';
import type { Callback } from './post-callback.ts';
import { createReceiptPosts, type ReceiptPostDeps, type ReceiptStep } from './receipt-posts.ts';
import { playSubmit, type ScriptDeps, type SubmitVoice, tokenOf } from './scripted-submit.ts';
import { segmentsOf } from './segments.ts';
import { digest } from './story.ts';
import type { TakenTexts } from './texts.ts';

export type ScriptedCarrierDeps = ScriptDeps & ReceiptPostDeps & { readonly texts: TakenTexts };

/** A text whose parameters the carrier would take. */
export type SimulatedText = {
  readonly recipient: string;
  readonly sender: string;
  readonly text: string;
  readonly callbackUrl?: string | undefined;
  /** What the caller calls the text, where the carrier gives it back. */
  readonly reference?: string | undefined;
};

/** What a carrier must say for itself; scripts, ledger and repeats are the same for all. */
export type CarrierVoice = Omit<SubmitVoice, 'take'> & {
  readonly name: string;
  /** Which of the carrier's APIs this is, where it has several. */
  readonly api?: string;
  /** Whether each segment has an id and receipts of its own. */
  readonly bySegment: boolean;
  /** A message id, made of 64 hexadecimal digits. */
  idOf(digits: string): string;
  taken(text: SimulatedText, ids: readonly string[]): SimulatorAnswer;
  callback(step: ReceiptStep, at: Date): Callback;
};

/** Whether a receipt is one of this segment. */
const isOf = (segments: 'last' | 'others' | undefined, isLast: boolean): boolean =>
  segments === undefined || (segments === 'last') === isLast;

/** A carrier that does to texts what docs/simulator.md says, in its own words. */
export const createScriptedCarrier = (deps: ScriptedCarrierDeps, voice: CarrierVoice) => {
  const { seed, clock, ledger, texts } = deps;
  const api = voice.api ?? voice.name;
  const posts = createReceiptPosts(deps, api, voice.callback);

  return {
    submit: (text: SimulatedText): SimulatorAnswer => {
      const { recipient, sender, callbackUrl: url, reference } = text;
      const submit = { carrier: voice.name, recipient, sender, text: text.text, token: tokenOf(url) };
      return playSubmit(deps, submit, {
        ...voice,
        take: ({ sequence, submit }, { receipts, unreported }) => {
          const segmentCount = segmentsOf(text.text);
          const idOf = (segment: number) => voice.idOf(digest(seed, voice.name, sequence, submit, segment));
          const carrierMessageId = idOf(1);
          const ids = Array.from({ length: voice.bySegment ? segmentCount : 1 }, (_, i) => idOf(i + 1));
          const at = clock.now();
          ledger.take(sequence, carrierMessageId);
          texts.add({
            api,
            ids,
            recipient,
            sender,
            reference: reference ?? null,
            callbackUrl: url ?? null,
            segmentCount,
            createdAt: at,
            story: receipts
              .filter(wholeText)
              .map(({ afterMs, segments: _, ...step }) => ({ ...step, at: at + afterMs })),
          });
          const posted =
            url === undefined || unreported ? [] : receipts.map((receipt) => ({ ...receipt, url }));
          for (const { afterMs, segments, ...receipt } of posted) {
            for (const [i, segmentId] of ids.entries()) {
              if (!isOf(segments, i + 1 === ids.length)) continue;
              const segment = { carrierMessageId, segmentId, segment: i + 1, segmentCount };
              const step = { ...segment, recipient, sender, reference, ...receipt };
              posts.schedule(step, at + afterMs);
            }
          }
          return voice.taken(text, ids);
        },
      });
    },
    abort: posts.abort,
  };
};
