import type { Component } from './usage.ts';

export type Price = {
  /** As the bill says it. */
  readonly name: string;
  /** US dollars for `per` of its unit. */
  readonly dollars: number;
  readonly per: number;
  readonly unit: string;
};

const million = 1_000_000;
const gigabyte = 1_073_741_824;

/** When the prices were looked up. */
export const pricesOf = '2026-11-22';

/**
 * List prices of us-east-1, first tier, without the free tier: API Gateway (HTTP APIs, steps of 512 KB), Lambda (arm64),
 * DynamoDB (on-demand, standard class; halved in November 2024), SQS (standard queues, steps of 64 KB, and the surcharge
 * of July 2025 for messages with a group), EventBridge (custom events, steps of 64 KB; archive processing), Secrets
 * Manager and CloudWatch Logs (ingestion, standard class). Not read from AWS itself: those of HTTP APIs, DynamoDB, SQS
 * and events as public projects quote them from AWS's price list files of 2026, the others from price comparisons.
 */
export const prices: Readonly<Record<Component, Price>> = {
  httpRequests: { name: 'HTTP API', dollars: 1, per: million, unit: 'requests' },
  invocations: { name: 'Lambda, requests', dollars: 0.2, per: million, unit: 'invocations' },
  gigabyteSeconds: { name: 'Lambda, duration', dollars: 0.000_013_333_4, per: 1, unit: 'GB-seconds' },
  writeUnits: { name: 'DynamoDB, writes', dollars: 0.625, per: million, unit: 'write units' },
  readUnits: { name: 'DynamoDB, reads', dollars: 0.125, per: million, unit: 'read units' },
  sweptReadUnits: { name: 'DynamoDB, sweeps', dollars: 0.125, per: million, unit: 'read units' },
  queueRequests: { name: 'SQS', dollars: 0.4, per: million, unit: 'requests' },
  fairQueueRequests: { name: 'SQS, fair queues', dollars: 0.1, per: million, unit: 'requests' },
  events: { name: 'EventBridge', dollars: 1, per: million, unit: 'events' },
  archivedBytes: { name: 'EventBridge, archive', dollars: 0.1, per: gigabyte, unit: 'bytes' },
  secretCalls: { name: 'Secrets Manager', dollars: 0.05, per: 10_000, unit: 'calls' },
  logBytes: { name: 'CloudWatch Logs', dollars: 0.5, per: gigabyte, unit: 'bytes' },
};

/** Dollars for so much of a component. */
export const priceOf = (component: Component, quantity: number): number =>
  (prices[component].dollars * quantity) / prices[component].per;
