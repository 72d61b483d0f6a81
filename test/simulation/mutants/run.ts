import { describeEvidence, readKills, writeKills } from './evidence.ts';
import { huntAll } from './hunt-all.ts';
import { mutants } from './mutants.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const [only] = process.argv.slice(2);
const hunted = mutants.filter(({ name, equivalent }) =>
  only === undefined ? equivalent === undefined : name.includes(only),
);
const kills = new Map(readKills());
const results = await huntAll(hunted, kills, ({ mutant, kill, before, isRemembered, seconds }) => {
  const verdict = kill ? `${describeEvidence(kill.by)}: ${kill.violation}` : 'SURVIVED';
  print(`${mutant.name.padEnd(72)} ${seconds.toFixed(1).padStart(5)} s  ${verdict.slice(0, 140)}`);
  if (before && !isRemembered) print(`  ${describeEvidence(before)} kills it no more`);
  if (!kill) return;
  kills.set(mutant.name, kill.by);
  writeKills(kills);
});
for (const { name, equivalent } of mutants)
  if (equivalent !== undefined && only === undefined) print(`${name.padEnd(72)}   not hunted: ${equivalent}`);

const survivors = results.filter(({ kill }) => kill === undefined).length;
print(`${results.length} mutants, ${survivors} survived`);
if (survivors > 0) process.exitCode = 1;
