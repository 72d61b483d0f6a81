import type { HttpClient } from '../../../adapters/http/http-client.ts';
import { readJson } from '../../../adapters/json.ts';
import { HealthResource } from '../../../core/api/health-resource.ts';
import { type Check, ok, problem, warning } from '../finding.ts';

/** Whether the API answers, in the version of this checkout. */
export const runningApi = (http: HttpClient, apiUrl: string, version: string): Check => ({
  name: 'API',
  needs: [],
  look: async () => {
    const answer = await http.send({
      method: 'GET',
      url: `${apiUrl}/v1/health`,
      headers: {},
      deadlineMs: 10_000,
    });
    const health =
      answer.kind === 'answered' ? HealthResource.safeParse(readJson(answer.body)).data : undefined;
    if (!health)
      return [problem(`${apiUrl}/v1/health does not answer.`, 'Is the stack deployed in this region?')];
    if (health.status !== 'ok') {
      return [problem('A table or a queue does not answer.', `GET ${apiUrl}/v1/health names it.`)];
    }
    if (health.version === version) return [ok(`It answers, in version ${version}.`)];
    return [warning(`Version ${health.version} runs, and this is ${version}.`, 'npx cdk deploy')];
  },
});
