// Splits config/countries.json into one module per language, so that a reader loads country names in one language only.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../src/generated/countries');
const { countries } = JSON.parse(readFileSync(join(here, '../../config/countries.json'), 'utf8'));

mkdirSync(target, { recursive: true });
for (const language of ['ar', 'en', 'es', 'fr']) {
  const names = Object.fromEntries(
    countries.map(({ code, names }) => {
      if (!names[language]) throw new Error(`config/countries.json: ${code} has no name in ${language}`);
      return [code, names[language]];
    }),
  );
  writeFileSync(join(target, `${language}.json`), JSON.stringify(names));
}
console.log(`countries: ${countries.length} names in 4 languages`);
