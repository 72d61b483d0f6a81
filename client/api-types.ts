// Written by `npm run docs` from the schemas of the API.

/** Texts to send, each as if it were sent by itself. */
export type BatchRequest = {
  readonly messages: readonly (MessageRequest)[];
};

/** What became of each text of a batch. */
export type BatchResults = {
  /** One a text, in their order: the message, or why it was refused. */
  readonly results: readonly (Message | Problem)[];
};

/** Registration of a text to India; only for recipients there. */
export type Dlt = {
  /** The sender's entity. Default: the carrier's setting. */
  readonly entityId?: string | undefined;
  /** The template that the text follows. */
  readonly templateId: string;
};

/** GSM 7-bit default alphabet, or UCS-2 (UTF-16 code units) when a character is not in it. */
export type Encoding = "gsm7" | "ucs2";

/** The rule, the encoding and the gates of a message. */
export type Explanation = {
  /** The rule of the routing that chose the carriers. */
  readonly rule: string;
  /** Why it is GSM-7 or UCS-2. Left out once the content was erased. */
  readonly encoding?: {
    readonly reason: "fits_gsm7" | "needs_ucs2" | "asked_for";
    /** What forces UCS-2. */
    readonly forcingCharacters: readonly ({
      /** UTF-16 index in the body. */
      readonly position: number;
      readonly codePoint: string;
      readonly character: string;
      /** What smart encoding would write in GSM-7. */
      readonly replacement?: string | undefined;
    })[];
  } | undefined;
  /** What stands before a submit, in this order. */
  readonly gates: readonly ({
    /** `cancel`: nobody canceled it. `sendAt`: its time has come. `validity`: it is still worth sending. `optOut`: the recipient has not opted out. `budget`: the tenant's day has room; it is shown where it stopped a text. */
    readonly gate: "cancel" | "sendAt" | "validity" | "optOut" | "budget";
    readonly outcome: "waiting" | "passed" | "stopped";
    /** When it was passed, or stopped the message. */
    readonly at?: string | undefined;
  })[];
};

/** Why a message was not delivered: see docs/failures.md. */
export type FailureCode = "invalid_destination" | "unknown_subscriber" | "landline" | "opted_out" | "recipient_blocked" | "unreachable_handset" | "subscriber_funds" | "handset_busy" | "carrier_blocked" | "spam_filtered" | "content_rejected" | "sender_invalid" | "sender_unregistered" | "regulatory" | "age_restricted" | "unroutable" | "too_long" | "price_cap" | "invalid_request" | "network_error" | "carrier_unreachable" | "throttled" | "queue_full" | "daily_cap" | "provider_error" | "auth" | "account_suspended" | "insufficient_funds" | "permission" | "validity_passed" | "budget_exhausted" | "outcome_unknown" | "receipt_missing" | "unclassified";

/** The deployed version, and whether what it needs answers. */
export type Health = {
  readonly status: "ok" | "failing";
  /** The deployed version of the product. */
  readonly version: string;
  /** Each table and queue by its name. */
  readonly dependencies: Readonly<Record<string, "ok" | "failing">>;
};

/** An API key, without the key. */
export type Key = {
  readonly keyId: string;
  readonly tenant: string;
  readonly kind: KeyKind;
  readonly scopes: readonly (Scope)[];
  readonly name?: string | undefined;
  readonly countries?: readonly (string)[] | undefined;
  readonly senders?: readonly (string)[] | undefined;
  readonly recipients?: readonly (string)[] | undefined;
  readonly limits?: {
    readonly requestsPerMinute?: number | undefined;
    readonly segmentsPerDay?: number | undefined;
  } | undefined;
  readonly createdAt: string;
  readonly expiresAt?: string | undefined;
  readonly revokedAt?: string | undefined;
  readonly replacedBy?: string | undefined;
  readonly replaces?: string | undefined;
  /** To the hour. */
  readonly lastUsedAt?: string | undefined;
};

export type KeyKind = "live" | "team" | "test";

/** Keys of the tenant, newest first. */
export type KeyPage = {
  readonly keys: readonly (Key)[];
  readonly nextCursor?: string | undefined;
};

/** An API key to make. */
export type KeyRequest = {
  /** `live` sends; `team` sends to the numbers in `recipients` only; `test` sends nothing to anybody. */
  readonly kind?: KeyKind | undefined;
  /** What it may do: `send`, `read`, `admin` (manage keys). */
  readonly scopes?: readonly (Scope)[] | undefined;
  /** For people: what uses it. */
  readonly name?: string | undefined;
  /** The only countries that it may send to. */
  readonly countries?: readonly (string)[] | undefined;
  /** The only senders of its texts: each has to name one of them in `from`. */
  readonly senders?: readonly (string)[] | undefined;
  /** The only numbers that a team key sends to. */
  readonly recipients?: readonly (string)[] | undefined;
  /** Instead of the deployment’s own. */
  readonly limits?: {
    readonly requestsPerMinute?: number | undefined;
    readonly segmentsPerDay?: number | undefined;
  } | undefined;
  /** From then on it is refused. */
  readonly expiresAt?: string | undefined;
};

/** What kind of text it is: one-time codes, transactional texts and campaigns queue separately. */
export type Lane = "otp" | "transactional" | "promotional";

/** A new API key. It is shown this once. */
export type MadeKey = {
  readonly keyId: string;
  readonly tenant: string;
  readonly kind: KeyKind;
  readonly scopes: readonly (Scope)[];
  readonly name?: string | undefined;
  readonly countries?: readonly (string)[] | undefined;
  readonly senders?: readonly (string)[] | undefined;
  readonly recipients?: readonly (string)[] | undefined;
  readonly limits?: {
    readonly requestsPerMinute?: number | undefined;
    readonly segmentsPerDay?: number | undefined;
  } | undefined;
  readonly createdAt: string;
  readonly expiresAt?: string | undefined;
  readonly revokedAt?: string | undefined;
  readonly replacedBy?: string | undefined;
  readonly replaces?: string | undefined;
  /** To the hour. */
  readonly lastUsedAt?: string | undefined;
  readonly apiKey: string;
  /** After a rotation: the last moment of the key that it replaces. */
  readonly oldExpiresAt?: string | undefined;
};

/** A message, where it stands and how it got there. */
export type Message = {
  readonly messageId: MessageId;
  readonly status: Status;
  /** The recipient in E.164, until the content is erased. */
  readonly to?: string | undefined;
  /** Of the recipient: ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The sender; absent where it is the carrier's own choice. */
  readonly from?: string | undefined;
  readonly type: Lane;
  /** The text as it goes out, until the content is erased. */
  readonly body?: string | undefined;
  readonly encoding: Encoding;
  readonly segmentCount: number;
  /** What the carrier billed, where it counts otherwise than we do. */
  readonly billedSegmentCount?: number | undefined;
  /** Whom it was submitted to last, or will be first. */
  readonly carrier: string;
  /** The carrier's own id of the text. */
  readonly carrierMessageId?: string | undefined;
  /** Yours, from the request. */
  readonly reference?: string | undefined;
  /** Yours, from the request. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly createdAt: string;
  /** It is not sent before. */
  readonly sendAt?: string | undefined;
  /** From then on it is not sent any more. */
  readonly expiresAt: string;
  /** When the content was erased. */
  readonly erasedAt?: string | undefined;
  /** Why it was not delivered. */
  readonly error?: {
    readonly code: FailureCode;
    /** The code in a sentence, for people. */
    readonly detail: string;
    /** The carrier's own code. */
    readonly carrierCode?: string | undefined;
  } | undefined;
  /** The carriers may have taken the text twice. */
  readonly possibleDuplicate?: true | undefined;
  readonly policy: Policy;
  readonly route: Route;
  /** Submits to a carrier, oldest first: the newest ten, and any before them that may have been taken. */
  readonly attempts: readonly ({
    readonly number: number;
    readonly carrier: string;
    readonly claimedAt: string;
    readonly endedAt?: string | undefined;
    /** `pending` after the claim, then what the carrier's answer meant; `absent`: asked later, it had never taken it. */
    readonly result: "pending" | "accepted" | "refused" | "ambiguous" | "absent" | "notSubmitted";
    readonly carrierMessageId?: string | undefined;
    readonly failureCode?: FailureCode | undefined;
    readonly carrierCode?: string | undefined;
    /** Segments that were reported delivered one by one; all of them make the message delivered. */
    readonly deliveredSegments?: readonly (string)[] | undefined;
    readonly attemptId: string;
  })[];
  /** Every status, oldest first; each after the first is one event. */
  readonly timeline: readonly ({
    readonly status: Status;
    readonly at: string;
    readonly carrier?: string | undefined;
    /** With `unknown`: the attempt whose outcome is not known. */
    readonly attempt?: number | undefined;
    readonly resolution?: "lookup" | "resubmit" | "policy" | "none" | undefined;
    readonly possibleDuplicate?: true | undefined;
    readonly carrierMessageId?: string | undefined;
    /** What the carrier billed by then, where it counts otherwise than we do. */
    readonly billedSegmentCount?: number | undefined;
    readonly failureCode?: FailureCode | undefined;
    readonly carrierCode?: string | undefined;
    /** Whose word a delivery rests on. */
    readonly evidence?: "carrier" | "handset" | undefined;
    /** The final status that a receipt contradicts: recorded and published, but the status stays. */
    readonly contradicts?: Status | undefined;
    readonly version: number;
  })[];
  /** Where one message is asked for. */
  readonly explanation?: Explanation | undefined;
};

/** Our identifier of a message. */
export type MessageId = string;

/** Messages, newest first. A page may be short, even empty, and not be the last. */
export type MessageList = {
  /** Newest first. */
  readonly messages: readonly (Message)[];
  /** There may be more: ask again with this cursor. Without it, this was the last page. */
  readonly nextCursor?: string | undefined;
};

/** A text to send. */
export type MessageRequest = {
  /** The recipient in E.164, or a national number together with `defaultCountry`. */
  readonly to: string;
  /** The text. Longest: as many segments as the deployment allows, 10 by default. */
  readonly body: string;
  /** The sender: a number, a short code or up to 11 characters. Default: the carrier's own. */
  readonly from?: string | undefined;
  readonly type?: Lane | undefined;
  /** The carrier to use instead of the routed one. */
  readonly carrier?: string | undefined;
  /** How long the text is worth sending. Default: 600 for `otp`, 86400 for the others. */
  readonly validitySeconds?: number | undefined;
  /** When to send it, at most 30 days ahead. Default: at once. */
  readonly sendAt?: string | undefined;
  readonly policy?: Policy | undefined;
  /** Your own reference; it comes back in the message and its events. Not for personal data. */
  readonly reference?: string | undefined;
  /** Up to 20 pairs of your own; they come back in the message. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** `gsm7` refuses a text that needs UCS-2, and names the characters. */
  readonly encoding?: "auto" | "gsm7" | "ucs2" | undefined;
  /** Replace typographic characters by GSM-7 ones where that saves the text from UCS-2. */
  readonly smartEncoding?: boolean | undefined;
  readonly dlt?: Dlt | undefined;
  /** The country of a national number. */
  readonly defaultCountry?: string | undefined;
};

/** Texts of yours to this number are blocked. */
export type OptOut = {
  /** E.164 with `+`. */
  readonly number: string;
  readonly since: string;
  readonly source: "api" | "carrier" | "keyword";
};

/** When nobody can tell whether the carrier took the text: leave it `unknown`, or submit it once more at the risk of a duplicate. */
export type Policy = "at-most-once" | "at-least-once";

/** What sending a text would do. Nothing was stored or sent. */
export type Preview = {
  /** Whether sending it would be accepted. */
  readonly accepted: boolean;
  /** Every reason why it would be refused. */
  readonly errors: readonly ({
    /** The field, with dots: `metadata.order`. Empty for the whole body. */
    readonly path: string;
    readonly message: string;
  })[];
  readonly to?: string | undefined;
  readonly country?: string | undefined;
  readonly numberType?: string | undefined;
  readonly type: Lane;
  /** The text as it would go out. */
  readonly body: string;
  readonly encoding: Encoding;
  readonly segmentCount: number;
  /** Whether the carrier divides a text in its own way and may bill another count. */
  readonly segmentCountEstimated: boolean;
  readonly segments: readonly ({
    readonly text: string;
    /** In GSM-7; an extension character counts as two. */
    readonly septets?: number | undefined;
    /** In UCS-2. */
    readonly codeUnits?: number | undefined;
  })[];
  /** What forces UCS-2. */
  readonly forcingCharacters: readonly ({
    /** UTF-16 index in the body. */
    readonly position: number;
    readonly codePoint: string;
    readonly character: string;
    /** What smart encoding would write in GSM-7. */
    readonly replacement?: string | undefined;
  })[];
  /** What smart encoding makes, or would make, of the text; absent where it cannot help. */
  readonly smartEncoding?: {
    readonly applied: boolean;
    readonly segmentCount: number;
    readonly savedSegments: number;
    readonly body: string;
  } | undefined;
  /** Where lone surrogates became U+FFFD. */
  readonly replacedSurrogates: readonly (number)[];
  readonly expiresAt: string;
  readonly route?: Route | undefined;
  readonly price?: Price | undefined;
};

/** By the rate card of this deployment; the carrier bills by its own. */
export type Price = {
  readonly amount: string;
  readonly currency: string;
  readonly pricePerSegment: string;
};

/** Why a request was refused. */
export type Problem = {
  readonly type: string;
  /** The same for every refusal of this code. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  readonly code: ProblemCode;
  /** What was wrong this time, for people. */
  readonly detail: string;
  readonly errors?: readonly ({
    /** The field, with dots: `metadata.order`. Empty for the whole body. */
    readonly path: string;
    readonly message: string;
  })[] | undefined;
};

/** Which refusal it is, for programs: see docs/api.md. */
export type ProblemCode = "invalid_request" | "malformed_json" | "invalid_idempotency_key" | "invalid_webhook" | "missing_api_key" | "invalid_api_key" | "forbidden" | "key_restricted" | "invalid_signature" | "not_found" | "method_not_allowed" | "not_cancelable" | "not_erasable" | "body_too_large" | "unsupported_media_type" | "key_not_rotatable" | "idempotency_key_reused" | "rate_limited" | "quota_exceeded" | "internal_error";

/** How a key is replaced by a new one. */
export type RotationRequest = {
  /** How long the old key is taken beside the new one. */
  readonly overlapSeconds?: number | undefined;
};

/** The carrier, the rule that chose it and the carriers that were considered. */
export type Route = {
  /** The rule of the routing table that matched. */
  readonly rule: string;
  readonly carrier: string;
  /** The carriers, in the order in which they are tried. */
  readonly considered: readonly (string)[];
  /** The sender by carrier, for a message that names none. */
  readonly senders?: Readonly<Record<string, string>> | undefined;
};

export type Scope = "send" | "read" | "admin";

/** Where the message stands: see docs/statuses.md. */
export type Status = "scheduled" | "accepted" | "sending" | "sent" | "unknown" | "delivered" | "undelivered" | "failed" | "expired" | "canceled" | "blocked";
