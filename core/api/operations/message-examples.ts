/** Texts that the documentation sends. */
export const messageRequests = {
  code: { to: '+447700900001', body: 'Your code is 482913.', type: 'otp' },
  notification: {
    to: '07700 900001',
    defaultCountry: 'GB',
    from: 'ACME',
    body: 'Your parcel is on its way.',
    reference: 'order-1042',
    metadata: { shop: 'berlin' },
  },
  scheduled: { to: '+447700900001', body: 'Happy holidays!', sendAt: '2026-12-24T18:00:00+01:00' },
};

const route = { rule: 'default', carrier: 'twilio', considered: ['twilio'] };
const messageId = 'msg_019aa2f04c7e7d3a9b1c5e8f20416d3b';
const carrierMessageId = 'SM9b8a2fe489953b4fa0f03a595c1e0ce6';

const text = {
  messageId,
  to: '+447700900001',
  country: 'GB',
  type: 'otp',
  body: 'Your code is 482913.',
  encoding: 'gsm7',
  segmentCount: 1,
  carrier: 'twilio',
  createdAt: '2026-11-22T09:30:00.000Z',
  expiresAt: '2026-11-22T09:40:00.000Z',
  policy: 'at-most-once',
  route,
};

export const acceptedExample = {
  ...text,
  status: 'accepted',
  attempts: [],
  timeline: [{ version: 0, status: 'accepted', at: '2026-11-22T09:30:00.000Z' }],
};

export const deliveredExample = {
  ...text,
  status: 'delivered',
  carrierMessageId,
  attempts: [
    {
      attemptId: 'att_019aa2f04c7e7d3a9b1c5e8f20416d3b_1',
      number: 1,
      carrier: 'twilio',
      claimedAt: '2026-11-22T09:30:00.120Z',
      endedAt: '2026-11-22T09:30:00.310Z',
      result: 'accepted',
      carrierMessageId,
    },
  ],
  timeline: [
    { version: 0, status: 'accepted', at: '2026-11-22T09:30:00.000Z' },
    { version: 1, status: 'sent', at: '2026-11-22T09:30:00.310Z', carrier: 'twilio', carrierMessageId },
    {
      version: 2,
      status: 'delivered',
      at: '2026-11-22T09:30:02.000Z',
      carrier: 'twilio',
      carrierMessageId,
      evidence: 'handset',
    },
  ],
};

export const canceledExample = {
  ...text,
  status: 'canceled',
  attempts: [],
  timeline: [
    { version: 0, status: 'accepted', at: '2026-11-22T09:30:00.000Z' },
    { version: 1, status: 'canceled', at: '2026-11-22T09:30:00.090Z' },
  ],
};

export const explainedExample = {
  ...deliveredExample,
  explanation: {
    rule: 'default',
    encoding: { reason: 'fits_gsm7', forcingCharacters: [] },
    gates: [
      { gate: 'cancel', outcome: 'passed', at: '2026-11-22T09:30:00.120Z' },
      { gate: 'validity', outcome: 'passed', at: '2026-11-22T09:30:00.120Z' },
      { gate: 'optOut', outcome: 'passed', at: '2026-11-22T09:30:00.120Z' },
    ],
  },
};

export const previewExample = {
  accepted: true,
  errors: [],
  to: '+447700900001',
  country: 'GB',
  numberType: 'mobile',
  type: 'transactional',
  body: 'It’s here.',
  encoding: 'ucs2',
  segmentCount: 1,
  segmentCountEstimated: false,
  segments: [{ text: 'It’s here.', codeUnits: 10 }],
  forcingCharacters: [{ position: 2, codePoint: 'U+2019', character: '’', replacement: "'" }],
  replacedSurrogates: [],
  expiresAt: '2026-11-23T09:30:00.000Z',
  route,
  price: { amount: '0.05', currency: 'USD', pricePerSegment: '0.05' },
};
