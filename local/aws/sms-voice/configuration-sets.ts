export type EventDestination = {
  readonly logGroup: string;
  readonly matchingEventTypes: readonly string[];
};

/** The configuration sets of the template, by name: which of their events go to which log group. */
export const createConfigurationSets = () => {
  const sets = new Map<string, readonly EventDestination[]>();
  return {
    create: (name: string, destinations: readonly EventDestination[]): void => {
      sets.set(name, destinations);
    },
    /** A set that is not the template's may be the account's: nobody here listens to it. */
    logGroupsFor: (nameOrArn: string | undefined, eventType: string): readonly string[] =>
      (sets.get(nameOrArn?.split('/').at(-1) ?? '') ?? [])
        .filter(({ matchingEventTypes }) =>
          matchingEventTypes.some((wanted) => ['ALL', 'TEXT_ALL', eventType].includes(wanted)),
        )
        .map(({ logGroup }) => logGroup),
  };
};
export type ConfigurationSets = ReturnType<typeof createConfigurationSets>;
