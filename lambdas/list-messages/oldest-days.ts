/** So many tenants are remembered at most; then all are forgotten. */
const mostTenants = 1000;

/**
 * Remembers how far back each tenant's messages go, for as long as the container lives. Messages come in at the present
 * only, so what a walk has found empty stays so, and the next one need not look there.
 */
export const createOldestDays = () => {
  const known = new Map<string, string>();
  return {
    /** Before this day there is nothing; empty while nobody knows. */
    of: (tenant: string): string => known.get(tenant) ?? '',
    /** That there is nothing before `day`: what was learned before may say more. */
    learn: (tenant: string, day: string): void => {
      if (day <= (known.get(tenant) ?? '')) return;
      if (known.size >= mostTenants) known.clear();
      known.set(tenant, day);
    },
  };
};
export type OldestDays = ReturnType<typeof createOldestDays>;
