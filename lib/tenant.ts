import { Token } from 'aws-cdk-lib';
import { Tenant } from '../core/tenant.ts';

/** @throws when it is no name of a tenant. A parameter of the template is checked when it gets its value. */
export const checkedTenant = (tenant: string): string => {
  if (Token.isUnresolved(tenant) || Tenant.safeParse(tenant).success) return tenant;
  throw new Error(`firstTenant takes 1 to 40 letters, digits and hyphens, got "${tenant}"`);
};
