import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { grantStored } from './encryption.ts';

/** A table that grants itself and its indexes apart, where CDK's own grants take in every index. */
export class PipelineTable extends Table {
  /** Lets the grantee do so on the table, and not on its indexes. */
  override grant(grantee: IGrantable, ...actions: string[]): Grant {
    grantStored(this, grantee);
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.tableArn] });
  }

  /** Lets the grantee query these indexes, and not the table. */
  grantQuery(grantee: IGrantable, ...indexNames: readonly string[]): Grant {
    grantStored(this, grantee);
    const resourceArns = indexNames.map((name) => `${this.tableArn}/index/${name}`);
    return Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns });
  }
}
