// Builds the client to dist/: hashed files under assets/, everything else is index.html.
// No inline script or style may appear in the output: the server's Content-Security-Policy forbids both.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** What only a writer needs: fetched when somebody begins to write. */
const writing =
  /(Composer|ComposerFrame|TextEditor|TextTools|TextWithPreview|LinkFaults|AddressLine|AddressChip|OrganisationPicker|MarkingFields|AudienceSentence|SaveState|DraftNotice|AttachmentField|LabelFields|TagPicker|MentionMenu|QuoteChoices|SlowModeNotice)\.svelte|stores\/(draft|submission|markdown_edit|text_surface|link_check|before_posting|audience_edit|organisation|uploads|mentioning|kept_labels)/;

/** What only the screens of an office and dialogs that are fetched when somebody opens them need: the bundler puts it where it is used. */
const later =
  /components\/(Account|Activity|Appeal|AskedWidenings|Audit|AuthorNote|Bookmark|BreakGlass|Checkpoint|Cite|Consent|Contribution|Cosignature|DenyProposal|Disclosures|DraftItem|DraftVersions|Erasure|Flag|Glass|Group|Guest|HiddenPost|HidingDialog|HitItem|Kept|Labels|ListedTag|MailSettings|ModerationAct|ModerationTabs|Narrow|Nomination|OfficeScreen|EditPost|Order|Pending|PageNumbers|PassageNotice|PersonalData|PrintedCitation|Proposal|QuoteSelection|ReaderTrace|Recall|Redaction|ReleaseDialog|ReleaseProgress|ReleaseUndoBar|RevisionDiff|SaveSearch|SavedSearch|Seal(?!Line)|SearchHelp|StatusProposal|ThreadLog|UndoBar|Widen|Witness|WholePrint|WordDiff)\w*\.svelte|stores\/(audit_|citation|copying|groups|keeping_order|narrowing|page_numbers|passages|save_file|search_offers|search_suggestions|word_diff)/;

/** The Markdown editor, which takes the place of the plain text area once it is there; and what a paste from a word processor needs. */
const editor = /node_modules\/(@codemirror|@lezer|@marijn|style-mod|w3c-keyname|crelt)\/|src\/editor\/(code_surface|look|sheets)/;
const pasting = /node_modules\/turndown\/|src\/editor\/(paste|word_document)/;

/** Plots, for those who keep order. */
const plots = /node_modules\/uplot\//;

const first = /node_modules|src\/(api|i18n|live|stores|components)\/|screens\/NotFound/;

const api = process.env.COLLOQUIUM_API ?? 'https://127.0.0.1:8443';

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // Read by scripts/check_size.mjs, which removes it: the server doesn't need it.
    manifest: 'build.json',
    rolldownOptions: {
      output: {
        // Three files in place of thirty: on a slow line each further request costs a round trip.
        codeSplitting: {
          groups: [
            { name: 'base', test: (id) => first.test(id) && !writing.test(id) && !later.test(id) && !editor.test(id) && !pasting.test(id) && !plots.test(id), priority: 2 },
            { name: 'writing', test: writing, priority: 1 },
            { name: 'editor', test: editor, priority: 1 },
            { name: 'pasting', test: pasting, priority: 1 },
            { name: 'plots', test: plots, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: api, secure: false, ws: true } },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
