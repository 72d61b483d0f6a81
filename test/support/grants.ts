import type { Template } from 'aws-cdk-lib/assertions';

export type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
};

/** The logical id of the role that a function runs as. */
export const roleOf = (template: Template, functionId: string): string =>
  template.findResources('AWS::Lambda::Function')[functionId]?.Properties.Role['Fn::GetAtt'][0];

/** What the policies of a role say. */
export const statementsOf = (template: Template, roleId: string): readonly Statement[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => Properties.Roles.some((role: { Ref?: string }) => role.Ref === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

/** What statements allow, one `action target` a line and sorted, whichever way the CDK has merged them. */
export const grantsIn = (statements: readonly Statement[], nameOf: (target: unknown) => string) =>
  statements
    .flatMap(({ Action, Resource, NotResource }) => {
      const targets = Resource
        ? [Resource].flat().map((target) => nameOf(target))
        : [`anything but ${nameOf(NotResource)}`];
      return [Action].flat().flatMap((action) => targets.map((target) => `${action} ${target}`));
    })
    .sort();
