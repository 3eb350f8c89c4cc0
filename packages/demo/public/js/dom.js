/**
 * Makes an element. Texts become text nodes, never markup.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes] `true` sets an empty attribute, `false` and `undefined` none
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * @param {string} id
 * @returns {any} the element of the page with that id
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no #${id}.`);
  return node;
}

/**
 * Makes `nodes` the children of `parent` and touches only what differs, so that focus, selection and scrolling stay.
 *
 * @param {Element} parent
 * @param {readonly Node[]} nodes
 */
export function syncChildren(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/**
 * @param {HTMLElement} node
 * @param {string} text shown; nothing hides the element
 */
export function setNotice(node, text) {
  node.textContent = text;
  node.hidden = text === '';
}
