// Holds the four languages together: same keys, same arguments, readable ICU, every plural form that a language has,
// words for every error code of server/openapi.yaml, and no word that nobody says.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const languages = ['en', 'ar', 'es', 'fr'];
const kForms = { ar: ['zero', 'one', 'two', 'few', 'many', 'other'], en: ['one', 'other'], es: ['one', 'other'], fr: ['one', 'other'] };
const faults = [];

const messages = Object.fromEntries(
  languages.map((language) => [language, JSON.parse(readFileSync(join(root, `src/messages/${language}.json`), 'utf8'))]),
);

/** Names and kinds of the arguments; complains about missing plural forms on the way. */
function arguments_of(language, key, elements, found = new Set()) {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(`${element.value}:${TYPE[element.type]}`);
    if (element.type === TYPE.plural) {
      const missing = kForms[language].filter((form) => !(form in element.options));
      if (missing.length > 0) faults.push(`${language}: ${key}: plural of {${element.value}} lacks ${missing.join(', ')}`);
    }
    for (const option of Object.values(element.options ?? {})) arguments_of(language, key, option.value, found);
  }
  return found;
}

function read(language, key) {
  try {
    return [...arguments_of(language, key, parse(messages[language][key]))].sort().join(' ');
  } catch (fault) {
    faults.push(`${language}: ${key}: ${fault.message}`);
    return null;
  }
}

for (const language of languages) {
  for (const key of Object.keys(messages[language])) {
    if (!(key in messages.en)) faults.push(`${language}: ${key} is not in en`);
    else if (messages[language][key].trim() === '') faults.push(`${language}: ${key} is empty`);
  }
}
// A colon at the beginning of a line would shame a printer.
for (const [key, text] of Object.entries(messages.fr))
  if (/ [:;?!»]|« /.test(text)) faults.push(`fr: ${key}: the space before a colon and its like must not break (U+00A0)`);
for (const key of Object.keys(messages.en)) {
  const wanted = read('en', key);
  for (const language of languages.slice(1)) {
    if (!(key in messages[language])) faults.push(`${language}: ${key} is missing`);
    else if (wanted !== null && read(language, key) !== wanted) faults.push(`${language}: ${key} has other arguments than en`);
  }
}

const contract = readFileSync(join(root, '../server/openapi.yaml'), 'utf8');
const kWorded = {
  ErrorCode: ['error'],
  FieldCode: ['invalid'],
  FileRefusal: ['refusal'],
  AuditEvent: ['audit_event'],
  AuditKind: ['audit_kind'],
  DisclosureKind: ['disclosure_kind'],
  ThreadKind: ['kind', 'kinds'],
  ReactionKind: ['reaction'],
  FlagReason: ['flag_reason'],
  QuestionAge: ['activity_age'],
  AuditView: ['audit_view', 'audit_lead'],
};
for (const [schema, prefix] of Object.entries(kWorded).flatMap(([schema, all]) => all.map((prefix) => [schema, prefix]))) {
  const codes = new RegExp(`^    ${schema}:\\s+type: string\\s+enum: \\[([^\\]]*)\\]`, 'm').exec(contract)?.[1];
  if (!codes) faults.push(`server/openapi.yaml: the enum of ${schema} was not found`);
  for (const code of (codes ?? '').split(',').map((one) => one.trim()).filter(Boolean))
    if (!(`${prefix}.${code}` in messages.en)) faults.push(`en: ${prefix}.${code} is missing (server/openapi.yaml, ${schema})`);
}

// Words that no screen says any more only cost translators' time. Keys under these prefixes are put together from codes.
const kFromCodes = /^(activity_age|error|invalid|level|caveat|legal_use|attribution|state|subscription|outcome|organisation_kind|organisation_status|account_act|account_state|glass_state|role|release_rule|audit_view|audit_lead|audit_kind|audit_event|audit_object|cosignature|disclosure_kind|kind|kinds|order_act|order_effect|undo_done|modlog_undo|reaction|seal\.state|read_step|refusal|flag_reason|flag_state|appeal_state|warning_appeal_state|act_appeal_state|act_appeal_act|act_appeal_reason|appealed_act|mail_frequency)\.|^settings\.theme_/;
const screens = readdirSync(join(root, 'src'), { recursive: true })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !name.startsWith('generated'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n');
for (const key of Object.keys(messages.en))
  if (!kFromCodes.test(key) && !screens.includes(`'${key}'`)) faults.push(`en: ${key} is said nowhere`);

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`messages: ${Object.keys(messages.en).length} in ${languages.length} languages`);
