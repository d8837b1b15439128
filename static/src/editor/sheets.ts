// The editor's library writes its styles into a style element, which the Content-Security-Policy refuses. Constructed
// style sheets are the page's own, and allowed: each module of styles becomes one.
import { StyleModule } from 'style-mod';

const sheets = new Map<StyleModule, CSSStyleSheet>();

function sheet_of(module: StyleModule): CSSStyleSheet {
  const made = sheets.get(module) ?? new CSSStyleSheet();
  if (!sheets.has(module)) {
    made.replaceSync(module.getRules());
    sheets.set(module, made);
  }
  return made;
}

export function use_constructed_sheets(): void {
  StyleModule.mount = (root, modules) => {
    // In the order asked for: what comes later overrides.
    const wanted = [modules].flat().map(sheet_of);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((one) => !wanted.includes(one)), ...wanted];
  };
}
