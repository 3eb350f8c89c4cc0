/** What a package tells TypeScript: tidied after the compiler has written it, and held to its promises. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { listFiles } from './files.mjs';

/** The module names in `from '…'`, `import '…'` and `import('…')`. */
const MODULE_NAME = /(\bfrom\s+|\bimport\s+|\bimport\()(['"])([^'"]+)\2/g;

/** @param {string} text of a declaration file */
const importedNames = (text) => [...text.matchAll(MODULE_NAME)].map((match) => match[3]);

/** @param {string} folder */
const listDeclarations = (folder) => listFiles(folder).filter((file) => file.endsWith('.d.ts'));

/**
 * The sources import `./x.ts`; so do the declarations made from them, which older compilers refuse to follow.
 *
 * @param {string} folder
 */
export function pointToJavaScript(folder) {
  for (const file of listDeclarations(folder)) {
    const text = readFileSync(file, 'utf8');
    const rewritten = text.replace(MODULE_NAME, (_match, keyword, quote, name) => {
      const target = name.startsWith('.') ? name.replace(/\.ts$/, '.js') : name;
      return `${keyword}${quote}${target}${quote}`;
    });
    if (rewritten !== text) writeFileSync(file, rewritten);
  }
}

/**
 * @param {string[]} entries declaration files
 * @returns {Map<string, string[]>} each file that can be reached from them, with the names of the packages it imports
 */
export function reachableDeclarations(entries) {
  const reached = new Map();
  const open = entries.map((entry) => resolve(entry));
  for (let file = open.pop(); file; file = open.pop()) {
    if (reached.has(file)) continue;
    const names = importedNames(readFileSync(file, 'utf8'));
    reached.set(
      file,
      names.filter((name) => !name.startsWith('.')),
    );
    const folder = dirname(file);
    open.push(
      ...names.filter((name) => name.startsWith('.')).map((name) => join(folder, name.replace(/\.js$/, '.d.ts'))),
    );
  }
  return reached;
}

/**
 * Deletes the declarations that no entry leads to: they describe the inside of the package.
 *
 * @param {string} folder
 * @param {string[]} entries
 */
export function deleteUnreachable(folder, entries) {
  const reached = reachableDeclarations(entries);
  for (const file of listDeclarations(folder)) {
    if (!reached.has(file)) rmSync(file);
  }
}

/**
 * @param {string[]} entries declaration files
 * @param {string} unwanted name of a package
 * @returns {string[]} one sentence for each file that leads to it
 */
export function findLeaks(entries, unwanted) {
  return [...reachableDeclarations(entries)]
    .filter(([, names]) => names.some((name) => name === unwanted || name.startsWith(`${unwanted}/`)))
    .map(([file]) => `${relative('.', file)} imports ${unwanted}, which a host does not install.`);
}
