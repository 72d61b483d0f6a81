import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { metrics as catalogue } from '../../core/metrics.ts';
import { fullConfig } from '../support/full-config.ts';
import { emptyStack, pipelineIn, synthesized, withEveryCarrier } from '../support/synthesized.ts';
import { alarmsIn, watchedBy, writtenByAws, writtenByUs } from '../support/watched-metrics.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const entries = [...runbook.matchAll(/^### (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-'),
);

const pipelineWithAll = () => {
  const stack = emptyStack();
  pipelineIn(stack, {
    rateCard: [{ carrier: 'twilio', country: '*', pricePerSegment: '0.05', currency: 'USD' }],
    dailySpendAlarm: { amount: 500, currency: 'USD' },
    alarmsTopic: new Topic(stack, 'OnCall'),
  });
  return Template.fromStack(stack);
};

describe.each([
  ['as it is deployed from a clone', () => synthesized(), 'SmsPipeline/SmsPipeline'],
  ['with every carrier', withEveryCarrier, 'SmsPipeline/EveryCarrier'],
  ['with every alarm', pipelineWithAll, 'SmsPipeline/Stack'],
  ['with every field of sms.config.ts', () => synthesized(fullConfig), 'SmsPipeline/SmsPipeline'],
])('the alarms of a pipeline %s', (_, synthesize, namespace) => {
  const template = synthesize();
  const alarms = alarmsIn(template);
  const written = [...writtenByAws, ...writtenByUs(namespace)];

  it.each(alarms)('$id looks at metrics that somebody writes', ({ properties }) => {
    const watched = watchedBy(properties);
    expect(watched).not.toEqual([]);
    for (const metric of watched) expect(written).toContainEqual(metric);
  });

  it.each(alarms)('$id says in its text where it is written what to do', ({ text }) => {
    const [, entry] = /docs\/operations\.md#([a-z0-9-]+)"?/.exec(text) ?? [];
    expect(entries).toContain(entry);
  });

  it('write to the namespace that they are looked for in', () => {
    const namespaces = Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Environment.Variables.METRICS_NAMESPACE,
    );
    expect(new Set(namespaces)).toEqual(new Set([namespace]));
  });
});

describe('the dashboard', () => {
  it('shows metrics that somebody writes, and every one that we do', () => {
    const [dashboard] = Object.values(pipelineWithAll().findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard?.Properties.DashboardBody['Fn::Join'][1]);
    const shown = [...body.matchAll(/\[\\+"(AWS\/\w+|SmsPipeline\/\w+)\\+",\\+"(\w+)\\+"/g)];
    const known = [...writtenByAws, ...writtenByUs('SmsPipeline/Stack')];
    for (const [, namespace, name] of shown) {
      expect(known.map((metric) => `${metric.namespace} ${metric.name}`)).toContain(`${namespace} ${name}`);
    }
    const ours = new Set(shown.filter(([, namespace]) => namespace !== 'AWS/SQS').map(([, , name]) => name));
    expect([...ours]).toEqual(expect.arrayContaining(Object.values(catalogue).map(({ name }) => name)));
  });
});

describe('the runbook', () => {
  it('has no entry that no alarm links to', () => {
    const linked = alarmsIn(pipelineWithAll()).map(({ text }) => /#([a-z0-9-]+)/.exec(text)?.[1]);
    expect([...new Set(linked)].sort()).toEqual([...entries].sort());
  });

  it('lists every metric that the functions write, with what it is counted by', () => {
    const rows = [...runbook.matchAll(/^\| `(\w+)` \| ([\w, ]+) \|/gm)].map(
      ([, name, by]) => `${name} ${by}`,
    );
    const own = Object.values(catalogue).map(({ name, dimensions }) => `${name} ${dimensions.join(', ')}`);
    expect(rows).toEqual(expect.arrayContaining(own));
  });
});

describe('alarms', () => {
  const alarms = alarmsIn(synthesized());
  const of = (name: string) => alarms.filter(({ properties }) => properties.MetricName === name);

  it('watch the age of each lane, the login codes most closely', () => {
    const ages = of('ApproximateAgeOfOldestMessage').map(({ id, properties }) => [
      /Otp|Transactional|Promotional/.exec(id)?.[0],
      properties.Threshold,
    ]);
    expect(Object.fromEntries(ages)).toMatchObject({ Otp: 60, Transactional: 300, Promotional: 3600 });
  });

  it('watch every dead-letter queue', () => {
    const queues = synthesized().findResources('AWS::SQS::Queue');
    const set = Object.keys(queues).filter((id) => /DeadLetter|FailedPushes/.test(id));
    const watched = of('ApproximateNumberOfMessagesVisible').map(
      ({ properties }) => properties.Dimensions[0].Value['Fn::GetAtt'][0],
    );
    expect(watched.sort()).toEqual(set.sort());
  });

  it('watch every function that a queue or the clock drives', () => {
    const fed = Object.values(synthesized().findResources('AWS::Lambda::EventSourceMapping')).map(
      ({ Properties }) => Properties.FunctionName.Ref,
    );
    const [schedule] = Object.values(synthesized().findResources('AWS::Scheduler::Schedule'));
    const driven = [...fed, schedule?.Properties.Target.Arn['Fn::GetAtt'][0]];
    for (const name of ['Errors', 'Throttles']) {
      expect(
        of(name)
          .map(({ properties }) => properties.Dimensions[0].Value.Ref)
          .sort(),
      ).toEqual(driven.sort());
    }
  });

  it('take silence for peace, except that of the clock: nobody is woken because nobody sends', () => {
    const alarmed = alarms.filter(({ properties }) => properties.TreatMissingData !== 'notBreaching');
    expect(alarmed.map(({ id }) => id)).toEqual([expect.stringContaining('ReconciliationStopped')]);
  });

  it('tell the topic that the deployer names, each of them, also when it is over', () => {
    const stack = emptyStack();
    const topic = new Topic(stack, 'OnCall');
    pipelineIn(stack, { alarmsTopic: topic });
    for (const { properties } of alarmsIn(Template.fromStack(stack))) {
      expect(properties.AlarmActions).toEqual([stack.resolve(topic.topicArn)]);
      expect(properties.OKActions).toEqual([stack.resolve(topic.topicArn)]);
    }
  });

  it('refuse a daily sum in a currency that nothing is paid in', () => {
    const rateCard = [{ carrier: 'twilio', country: '*', pricePerSegment: '0.05', currency: 'USD' }];
    expect(() =>
      pipelineIn(emptyStack(), { rateCard, dailySpendAlarm: { amount: 5, currency: 'EUR' } }),
    ).toThrow('dailySpendAlarm is in EUR, and rateCard has no rate of a configured carrier in EUR.');
  });
});
