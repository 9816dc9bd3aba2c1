// The publisher's colours come as custom properties; without them it fits a light and a dark page. A long name has
// two lines in the button, which does not grow by it. Names of our own begin with an underscore: a page may say
// `--newsbell-accent: var(--accent)`, which would be a circle if we had an --accent, too.
const STYLE = `
:host { --_accent: var(--newsbell-accent, #a8400f); --_on-accent: var(--newsbell-on-accent, #fff);
  display: block; box-sizing: border-box; min-block-size: 84px; max-inline-size: 26em; contain: layout;
  font: 16px/1.35 var(--newsbell-font, system-ui, sans-serif); text-align: start; }
@supports (color: light-dark(#000, #fff)) {
  :host { --_accent: var(--newsbell-accent, light-dark(#a8400f, #ffa373));
    --_on-accent: var(--newsbell-on-accent, light-dark(#fff, #2b0f02)); }
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
.main { display: inline-flex; align-items: center; gap: .5em; box-sizing: border-box; min-block-size: 44px;
  max-inline-size: 100%; margin: 0; padding: 0 1.1em; border: 2px solid var(--_accent);
  border-radius: var(--newsbell-radius, 22px); background: var(--_accent); color: var(--_on-accent);
  font: inherit; font-weight: 600; line-height: 1.2; text-align: start; text-decoration: none; cursor: pointer; }
.main:hover { filter: brightness(1.08); }
.main[aria-pressed="true"] { border-color: currentColor; background: transparent; color: inherit; }
span.main { background: transparent; color: inherit; border-color: transparent; padding-inline: 0; }
.main[aria-disabled="true"] { cursor: progress; }
.main svg { flex: none; inline-size: 1.15em; block-size: 1.15em; fill: currentColor; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.note { display: block; min-block-size: 35px; margin: 5px 0 0; font-size: 13px; line-height: 17.5px; }
.more { margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit; font-weight: 600;
  text-decoration: underline; text-underline-offset: .18em; cursor: pointer; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.loading { visibility: hidden; }
dialog { max-inline-size: min(26em, calc(100vw - 64px)); padding: 1.2em 1.4em 1.4em; border: 1px solid; border-radius: 14px;
  background: Canvas; color: CanvasText; font: inherit; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
h2 { margin: 0 0 .4em; font-size: 1.15em; }
dialog p { margin: 0 0 1.1em; }
`;

const dress = (root) => {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root.append(style);
  }
};
