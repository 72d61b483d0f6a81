export const handler = async ({ Records }) => {
  for (const { body } of Records) await fetch(process.env.CALLBACK_URL, { method: 'POST', body });
};
