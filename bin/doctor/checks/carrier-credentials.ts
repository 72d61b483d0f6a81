import type { CredentialsCheck } from '../../../adapters/carriers/credentials.ts';
import type { HttpClient } from '../../../adapters/http/http-client.ts';
import { readJson } from '../../../adapters/json.ts';
import type { SecretStore } from '../../../adapters/secrets/secret-store.ts';
import { type Check, type Finding, ok, problem, unseen, warning } from '../finding.ts';

type Deps = { readonly http: HttpClient; readonly secrets: SecretStore };

const deadlineMs = 10_000;

const fill = (secretArn: string): string =>
  `aws secretsmanager put-secret-value --secret-id ${secretArn} --secret-string '{…}', as docs/carriers.md says.`;

const requestOf = ({ request, secretArn }: CredentialsCheck, text: string) => {
  try {
    return { kind: 'readable', request: request(text) } as const;
  } catch (error) {
    // Says what a right secret holds, never what this one does.
    const expected = error instanceof Error ? error.message : 'the secret cannot be read';
    return {
      kind: 'unreadable',
      finding: problem(`It is not filled in: ${expected}.`, fill(secretArn)),
    } as const;
  }
};

/** Whether the carrier's secret is filled in, and the carrier lets us in with it. Nothing is sent to anybody. */
export const carrierCredentials = (
  carrier: string,
  check: CredentialsCheck,
  { http, secrets }: Deps,
): Check => ({
  name: `secret of ${carrier}`,
  needs: [`secretsmanager:GetSecretValue on ${check.secretArn}`],
  look: async (): Promise<Finding[]> => {
    const read = requestOf(check, await secrets.read(check.secretArn));
    if (read.kind === 'unreadable') return [read.finding];
    if (!read.request) return [ok(`It is filled in. ${carrier} has nothing that it could be tried on.`)];

    const answer = await http.send({ method: 'GET', ...read.request, deadlineMs });
    if (answer.kind !== 'answered' || answer.status >= 500) {
      return [unseen(`${carrier} does not answer.`, 'Look at its status page, and at your own way out.')];
    }
    if (answer.status !== 200) {
      return [problem(`${carrier} does not let us in: HTTP ${answer.status}.`, fill(check.secretArn))];
    }
    const trouble = check.trouble?.(readJson(answer.body));
    return trouble === undefined
      ? [ok(`${carrier} lets us in.`)]
      : [warning(`${carrier} lets us in, but ${trouble}.`, 'See to the account at the carrier.')];
  },
});
