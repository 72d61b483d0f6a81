/** What an adapter needs of an AWS client: nothing but `send`. */
type Sender = { readonly send: (command: unknown) => Promise<unknown> };

const passesFor = <Client>(sender: Sender): sender is Sender & Client => typeof sender.send === 'function';

/** Lets a function stand in for an AWS client, so that the real adapters run on top of it. */
export const clientOf = <Client>(send: Sender['send']): Client => {
  const sender: Sender = { send };
  if (passesFor<Client>(sender)) return sender;
  throw new Error('not a client');
};
