import { render, type CSSResult, type TemplateResult, nothing } from 'lit';

/**
 * What is shown in a window of its own. Nothing can be moved there: a style sheet belongs to the document that it was made in, and
 * custom elements to the window that they were defined in. So it is rendered afresh, of plain elements, with sheets made there.
 */
export class FloatingPage {
  readonly root: ShadowRoot;

  private readonly window: Window & typeof globalThis;

  /** @param closed called once, whoever closes the window */
  constructor(target: Window & typeof globalThis, title: string, styles: readonly CSSResult[], closed: () => void) {
    this.window = target;
    const { document: page } = target;
    page.title = title;
    const { lang, dir } = document.documentElement;
    Object.assign(page.documentElement, { lang: lang || 'en', dir });
    const place = page.body.appendChild(page.createElement('main'));
    this.root = place.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = styles.map(({ cssText }) => {
      const sheet = new target.CSSStyleSheet();
      sheet.replaceSync(cssText);
      return sheet;
    });
    target.addEventListener('pagehide', () => {
      this.show(nothing);
      closed();
    });
  }

  show(content: TemplateResult | typeof nothing): void {
    render(content, this.root, { creationScope: this.window.document });
  }

  close(): void {
    this.window.close();
  }
}
