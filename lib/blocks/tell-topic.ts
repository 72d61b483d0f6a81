import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';

/** Every alarm below the construct. */
export const alarmsOf = (scope: IConstruct): Alarm[] =>
  scope.node.findAll().filter((construct) => construct instanceof Alarm);

/** Lets every alarm below the construct tell the topic that it goes off, and that it is over. */
export const tellTopic = (scope: IConstruct, topic: ITopic): void => {
  for (const alarm of alarmsOf(scope)) {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
};
