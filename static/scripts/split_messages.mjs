// Splits the words of each language in two: those that the first load says, and those of screens and dialogs that are loaded on
// demand, which follow it. Which are which is read from the sources: whatever a module says that src/main.ts imports, by way of
// others too, is needed first. Keys that are put together from codes count by their beginning.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '../src');
const target = join(source, 'generated/messages');

const first = new Map();
function take(file) {
  const path = ['', '.ts', '.svelte.ts', '.svelte'].map((end) => file + end).find((name) => /\.(ts|svelte)$/.test(name) && existsSync(name));
  if (!path || first.has(path)) return;
  const text = readFileSync(path, 'utf8');
  first.set(path, text);
  for (const [, named, bare] of text.matchAll(/(?:import|export)\s(?!type\b)[^'";]*?from\s+'(\.[^']+)'|import\s+'(\.[^']+)'/g)) take(join(dirname(path), named ?? bare));
}
take(join(source, 'main.ts'));

const said = [...first.values()].join('\n');
const beginnings = [...new Set([...said.matchAll(/`([a-z_]+[._][a-z_.]*)\$\{/g)].map(([, beginning]) => beginning))];
const is_first = (key) => said.includes(`'${key}'`) || beginnings.some((beginning) => key.startsWith(beginning));

mkdirSync(target, { recursive: true });
for (const language of ['ar', 'en', 'es', 'fr']) {
  const words = Object.entries(JSON.parse(readFileSync(join(source, `messages/${language}.json`), 'utf8')));
  const part = (which) => JSON.stringify(Object.fromEntries(words.filter(([key]) => is_first(key) === which)));
  writeFileSync(join(target, `${language}.json`), part(true));
  writeFileSync(join(target, `${language}_later.json`), part(false));
  if (language === 'en') console.log(`messages: ${words.filter(([key]) => is_first(key)).length} first, ${words.filter(([key]) => !is_first(key)).length} later`);
}
