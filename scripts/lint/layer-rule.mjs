import { posix } from 'node:path';
import { fromRootName } from '../lib/files.mjs';
import { layers } from './layers.mjs';

/**
 * @typedef {object} Import
 * @property {string} target a path relative to the root, or the name of a package
 * @property {boolean} typeOnly
 * @property {string[] | undefined} names what is imported; undefined when that is everything
 */

/** @param {string} file relative to the root */
export function findLayer(file) {
  if (/(^|\/)test\//.test(file) || file.endsWith('.d.ts')) return undefined;
  return layers.find(({ files }) => covers(files, file));
}

/**
 * @param {string} pattern folder, file or package, as in `layers.mjs`
 * @param {string} target
 */
function covers(pattern, target) {
  if (pattern.endsWith('/') || pattern.endsWith(':')) return target.startsWith(pattern);
  return target === pattern || target.startsWith(`${pattern}/`);
}

/**
 * @param {import('./layers.mjs').Layer} layer
 * @param {Import} imported
 */
export function mayImport({ may, mayTypes = [], mayNames = {} }, { target, typeOnly, names }) {
  if (may.some((pattern) => covers(pattern, target))) return true;
  if (typeOnly && mayTypes.some((pattern) => covers(pattern, target))) return true;
  const allowed = mayNames[target];
  return allowed !== undefined && names !== undefined && names.every((name) => allowed.includes(name));
}

/**
 * @param {string} specifier as written in the source
 * @param {string} file that imports it, relative to the root
 */
function resolveTarget(specifier, file) {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
}

/** @param {any} node import or export declaration @returns {{ typeOnly: boolean, names: string[] | undefined }} */
function describeDeclaration(node) {
  const kind = node.importKind ?? node.exportKind;
  if (node.type === 'ExportAllDeclaration') return { typeOnly: kind === 'type', names: undefined };
  /** @type {any[]} */
  const values = node.specifiers.filter((/** @type {any} */ one) => (one.importKind ?? one.exportKind) !== 'type');
  const typeOnly = kind === 'type' || (node.specifiers.length > 0 && values.length === 0);
  const isNamed = values.every(({ type }) => type === 'ImportSpecifier' || type === 'ExportSpecifier');
  const names = values.map((value) => (value.imported ?? value.local)?.name);
  // An import without names is made for its effects.
  return { typeOnly, names: isNamed && values.length > 0 ? names : undefined };
}

/** @type {import('eslint').Rule.RuleModule} */
export const layerRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Hold each file to the imports of its layer (scripts/lint/layers.mjs).' },
    messages: { layer: '{{file}} may not import {{target}}{{asValue}}. {{why}}' },
    schema: [],
  },
  create(context) {
    const file = fromRootName(context.filename);
    const layer = findLayer(file);
    if (!layer) return {};

    /** @param {any} node @param {any} source @param {{ typeOnly: boolean, names: string[] | undefined }} how */
    function check(node, source, how) {
      if (typeof source?.value !== 'string') return;
      const imported = { target: resolveTarget(source.value, file), ...how };
      if (!layer || mayImport(layer, imported)) return;
      const asValue = !how.typeOnly && mayImport(layer, { ...imported, typeOnly: true }) ? ' (except its types)' : '';
      context.report({ node, messageId: 'layer', data: { file, target: imported.target, asValue, why: layer.why } });
    }

    /** @param {any} node */
    const checkDeclaration = (node) => node.source && check(node, node.source, describeDeclaration(node));
    const visitor = {
      ImportDeclaration: checkDeclaration,
      ExportNamedDeclaration: checkDeclaration,
      ExportAllDeclaration: checkDeclaration,
      /** @param {any} node */
      ImportExpression: (node) => check(node, node.source, { typeOnly: false, names: undefined }),
      /** @param {any} node */
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, { typeOnly: true, names: undefined }),
    };
    return /** @type {import('eslint').Rule.RuleListener} */ (visitor);
  },
};
