// Fails the build when the first load grows over its budget (design/interface.md, principle 9).
// First load = index.html, all it links to, their static imports, and the dearest language (words and country names).
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kBudgetBytes = 100_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const manifest = JSON.parse(readFileSync(join(dist, 'build.json'), 'utf8'));
const weigh = (file) => readFileSync(join(dist, existsSync(join(dist, `${file}.br`)) ? `${file}.br` : file)).length;

const first = new Set(['index.html']);
function take(key) {
  const chunk = manifest[key];
  if (first.has(chunk.file)) return;
  first.add(chunk.file);
  for (const css of chunk.css ?? []) first.add(css);
  for (const other of chunk.imports ?? []) take(other);
}
take('index.html');
for (const name of readdirSync(join(dist, 'assets'))) if (name.endsWith('.svg')) first.add(`assets/${name}`);

const languages = ['ar', 'en', 'es', 'fr'].map((language) =>
  Object.keys(manifest)
    .filter((key) => key.endsWith(`/${language}.json`))
    .reduce((sum, key) => sum + weigh(manifest[key].file), 0),
);
const bytes = [...first].reduce((sum, file) => sum + weigh(file), 0) + Math.max(...languages);
console.log(`first load: ${(bytes / 1000).toFixed(1)} kB compressed (budget ${kBudgetBytes / 1000} kB)`);
// What comes later, and does not count: told, so that nobody is surprised.
for (const { name, file } of Object.values(manifest))
  if (['editor', 'pasting', 'plots'].includes(name)) console.log(`${name}, when somebody ${name === 'plots' ? 'looks at the activity' : 'writes'}: ${(weigh(file) / 1000).toFixed(1)} kB`);
for (const end of ['', '.br', '.gz']) rmSync(join(dist, `build.json${end}`), { force: true });
if (bytes > kBudgetBytes) {
  console.error('The first load is over its budget: load something later, or leave it out.');
  process.exit(1);
}
