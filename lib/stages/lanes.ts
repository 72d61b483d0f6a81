import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Lane, lanes } from '../../core/lanes.ts';
import type { WorkQueue } from '../blocks/work-queue.ts';
import { SendingLane, type SendingLaneProps } from './sending-lane.ts';

type Settings = Pick<SendingLaneProps, 'memorySize' | 'maxConcurrency' | 'maxAge'>;

/** How much of the account a lane takes. */
export interface LaneSettings {
  /**
   * Memory of its sender in MB, and CPU in proportion.
   * @default - 1024 for otp, else 512
   */
  readonly memorySize?: number;

  /**
   * How many batches of ten it submits at the same time, at most: 2 to 1,000.
   * @default - 20 for promotional, else as many as the account has room for
   */
  readonly maxConcurrency?: number;
}

/**
 * What sets the lanes apart. A login code waits for a cold start at most: twice the CPU shortens that. A campaign
 * must not take the account's whole concurrency: 20 batches of ten are more a second than carriers take. It may wait for an
 * hour; who logs in may not.
 */
const settings: Readonly<Record<Lane, Settings & { readonly id: string }>> = {
  otp: { id: 'Otp', memorySize: 1024, maxAge: Duration.minutes(1) },
  transactional: { id: 'Transactional', memorySize: 512, maxAge: Duration.minutes(5) },
  promotional: { id: 'Promotional', memorySize: 512, maxConcurrency: 20, maxAge: Duration.hours(1) },
};

export type LanesProps = Omit<SendingLaneProps, 'lane' | keyof Settings> & {
  /** What is said of single lanes. */
  readonly settings: Partial<Readonly<Record<Lane, LaneSettings>>>;
};

/** The lanes to the carriers, each with a queue, a dead-letter queue and a sender to itself. */
export class Lanes extends Construct {
  readonly queues: Readonly<Record<Lane, WorkQueue>>;

  constructor(scope: Construct, id: string, { settings: own, ...sending }: LanesProps) {
    super(scope, id);
    const queueOf = (lane: Lane): WorkQueue => {
      const { id: laneId, ...laneSettings } = settings[lane];
      return new SendingLane(this, laneId, {
        ...sending,
        ...laneSettings,
        ...own[lane],
        lane,
      }).queue;
    };
    this.queues = {
      otp: queueOf('otp'),
      transactional: queueOf('transactional'),
      promotional: queueOf('promotional'),
    };
  }

  /** What tells a function the lanes' queues. */
  get environment() {
    return {
      OTP_QUEUE_URL: this.queues.otp.queueUrl,
      TRANSACTIONAL_QUEUE_URL: this.queues.transactional.queueUrl,
      PROMOTIONAL_QUEUE_URL: this.queues.promotional.queueUrl,
    };
  }

  /** The queues, most urgent lane first. */
  get all(): readonly WorkQueue[] {
    return lanes.map((lane) => this.queues[lane]);
  }
}
