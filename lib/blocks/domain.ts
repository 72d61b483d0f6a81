import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';

/** A name of your own for the API. */
export interface Domain {
  /** `sms.example.com` */
  readonly name: string;

  /** For that name, in the region of the stack; with an edge in us-east-1, as CloudFront asks. */
  readonly certificate: ICertificate;

  /**
   * The zone at Route 53 in which the name is made.
   * @default - you point the name there yourself: the output DomainTarget says where
   */
  readonly hostedZone?: IHostedZone;
}
