import { nothing, svg, type SVGTemplateResult, type TemplateResult, html } from 'lit';

type Attributes = Readonly<Record<string, string>>;

/** An icon as Lucide publishes it: shapes on a 24 × 24 grid. */
export type IconNode = readonly (readonly [tag: string, attributes: Attributes])[];

/** Draws an icon in the colour and at the size (1em by default) of its surroundings. Always decoration: words are beside it. */
export function icon(node: IconNode): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${node.map(([tag, attributes]) => shape(tag, attributes))}
  </svg>`;
}

// Lit can't bind tag names, so that each shape that Lucide uses in our icons has its own template.
function shape(tag: string, a: Attributes): SVGTemplateResult | typeof nothing {
  switch (tag) {
    case 'path':
      return svg`<path d=${a.d ?? ''}></path>`;
    case 'rect':
      return svg`<rect x=${a.x ?? 0} y=${a.y ?? 0} width=${a.width ?? 0} height=${a.height ?? 0} rx=${a.rx ?? 0}></rect>`;
    case 'circle':
      return svg`<circle cx=${a.cx ?? 0} cy=${a.cy ?? 0} r=${a.r ?? 0}></circle>`;
    default:
      return nothing;
  }
}
