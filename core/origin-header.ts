/** In it CloudFront shows that a request came by the edge. */
export const originHeader = 'x-sms-pipeline-origin';
