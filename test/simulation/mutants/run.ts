import { huntAll } from './hunt-all.ts';
import { mutants } from './mutants.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const [only] = process.argv.slice(2);
const hunted = mutants.filter(({ name, equivalent }) =>
  only === undefined ? equivalent === undefined : name.includes(only),
);
const results = await huntAll(hunted, ({ mutant, kill, seconds }) => {
  const verdict = kill ? `${kill.by}: ${kill.violation}` : 'SURVIVED';
  print(`${mutant.name.padEnd(72)} ${seconds.toFixed(1).padStart(5)} s  ${verdict.slice(0, 120)}`);
});
for (const { name, equivalent } of mutants)
  if (equivalent !== undefined && only === undefined) print(`${name.padEnd(72)}   not hunted: ${equivalent}`);

const survivors = results.filter(({ kill }) => kill === undefined).length;
print(`${results.length} mutants, ${survivors} survived`);
if (survivors > 0) process.exitCode = 1;
