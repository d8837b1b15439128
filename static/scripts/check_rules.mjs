// House rules of the client that a compiler doesn't know. Each names its reason; a breach fails the build's check.
//   good: <Prose html={post.html} />         bad: {@html post.html}
//   good: padding-inline-start: 1rem         bad: padding-left: 1rem
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '../src');
const rules = [
  {
    name: 'only Prose.svelte shows HTML, and only what the server rendered',
    files: /\.(svelte|ts)$/,
    breach: /\{@html\s|\.(inner|outer)HTML\b|insertAdjacentHTML/,
    except: /components\/Prose\.svelte$/,
  },
  { name: 'no inline style: the Content-Security-Policy refuses it', files: /\.svelte$/, breach: /\sstyle="/ },
  {
    name: 'logical properties only: the page is read from both sides',
    files: /\.(svelte|css)$/,
    breach: /(^|[\s;{])(margin|padding|border)-(left|right)\b|(^|[\s;{])(left|right)\s*:|text-align\s*:\s*(left|right)|float\s*:/,
  },
  { name: 'colours live in tokens.css', files: /\.svelte$/, breach: /:\s*[^;]*#[0-9a-f]{3,8}\b(?=[^{]*;)/i },
];

const faults = [];
for (const name of readdirSync(source, { recursive: true })) {
  if (name.startsWith('generated') || name.endsWith('.test.ts')) continue;
  for (const { name: rule, files, breach, except } of rules) {
    if (!files.test(name) || except?.test(name)) continue;
    readFileSync(join(source, name), 'utf8')
      .split('\n')
      .forEach((line, i) => breach.test(line) && faults.push(`src/${name}:${i + 1}: ${rule}\n    ${line.trim()}`));
  }
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`rules: ${rules.length} hold`);
