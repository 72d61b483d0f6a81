import type { CloudContext } from '../../resource.ts';
import { atomically } from '../../state/atomically.ts';
import type { Deliveries } from '../deliveries.ts';
import { deliverySettings, type TargetSettings } from '../target-settings.ts';
import { type Archives, createArchives } from './archives.ts';
import { type BusEvent, type BusRecord, createEventsTable } from './events-table.ts';
import { payloadFor, type TargetInput } from './input.ts';
import { type Pattern, readPattern } from './pattern.ts';

export type Target = TargetInput & TargetSettings & { readonly Arn: string };

export type Rule = {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  /** Undefined: a rule that only runs on a schedule. */
  readonly pattern: unknown;
  readonly targets: readonly Target[];
};

export interface EventBus {
  createBus(name: string): void;
  hasBus(name: string): boolean;
  /** Throws `InvalidEventPatternException` for a pattern that AWS would refuse. */
  putRule(rule: Rule): void;
  readonly archives: Archives;
  /** Once this returns the event and the deliveries to its targets are on disk. */
  put(bus: string, event: BusEvent): void;
  /** Delivers to the targets of a rule whatever its pattern: for rules on a schedule. */
  trigger(rule: Rule, event: BusEvent): void;
  /** What reached any bus after that sequence number, oldest first; the latest 10,000 are kept. */
  history(after: number, limit?: number): readonly BusRecord[];
  lastSequence(): number;
  /** Calls `wake` after each event, for those who read the history themselves. */
  watch(wake: () => void): () => void;
  /** Calls the listener for each event from now on, and first for those kept after `after`. */
  subscribe(listener: (record: BusRecord) => void, options?: { after?: number }): () => void;
}

/** EventBridge's buses: one history, and the rules that say who gets an event. */
export const createEventBus = (context: CloudContext, deliveries: Deliveries): EventBus => {
  const { store } = context;
  const events = createEventsTable(store);
  const archives = createArchives(context);
  const buses = new Set(['default']);
  const rules = new Map<string, Rule & { readonly matches: Pattern }>();
  const watchers = new Set<() => void>();

  const trigger = (rule: Rule, event: BusEvent): void => {
    for (const target of rule.targets) {
      const payload = payloadFor(target, event, rule);
      deliveries.add({ from: rule.arn, targetArn: target.Arn, payload, ...deliverySettings(target) });
    }
  };

  const watch = (wake: () => void): (() => void) => {
    watchers.add(wake);
    return () => watchers.delete(wake);
  };

  return {
    archives,
    trigger,
    watch,
    createBus: (name) => {
      buses.add(name);
    },
    hasBus: (name) => buses.has(name),
    putRule: (rule) => {
      rules.set(rule.arn, {
        ...rule,
        matches: rule.pattern === undefined ? () => false : readPattern(rule.pattern),
      });
    },
    put: (bus, event) => {
      atomically(store, () => {
        events.add(bus, event);
        archives.keep(bus, event);
        for (const rule of rules.values()) if (rule.bus === bus && rule.matches(event)) trigger(rule, event);
      });
      for (const wake of watchers) wake();
    },
    history: (after, limit = -1) => events.after(after, limit),
    lastSequence: events.lastSequence,
    subscribe: (listener, { after } = {}) => {
      let sent = after ?? events.lastSequence();
      const pull = (): void => {
        for (const record of events.after(sent, -1)) {
          // A listener that puts an event itself has been here before.
          if (record.sequence <= sent) continue;
          sent = record.sequence;
          listener(record);
        }
      };
      pull();
      return watch(pull);
    },
  };
};
