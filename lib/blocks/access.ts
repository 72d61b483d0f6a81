import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Limits } from '../../core/limits/limits.ts';
import type { PipelineTable } from './pipeline-table.ts';

/**
 * What a function needs to know who asks. It may read a key and count what it uses, and not change a key: a table of
 * their own holds the counters.
 */
export class Access {
  private readonly apiKeys: PipelineTable;
  private readonly usage: PipelineTable;
  private readonly limits: Limits;

  constructor(apiKeys: PipelineTable, usage: PipelineTable, limits: Limits) {
    this.apiKeys = apiKeys;
    this.usage = usage;
    this.limits = limits;
  }

  /** What tells a function where keys and counters are. */
  get environment() {
    return {
      API_KEYS_TABLE: this.apiKeys.tableName,
      USAGE_TABLE: this.usage.tableName,
      LIMITS: JSON.stringify(this.limits),
    };
  }

  grantAuthenticate(grantee: IGrantable): void {
    this.apiKeys.grant(grantee, 'dynamodb:GetItem');
    this.usage.grant(grantee, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  }

  /** For whom admin keys ask: to make, list, change and never delete a key. */
  grantManage(grantee: IGrantable): void {
    this.grantAuthenticate(grantee);
    this.apiKeys.grant(grantee, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    this.apiKeys.grantQuery(grantee, 'byTenant');
    this.usage.grant(grantee, 'dynamodb:BatchGetItem');
  }
}
