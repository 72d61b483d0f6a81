exports.handler = async () => `CommonJS on ${typeof module}`;
