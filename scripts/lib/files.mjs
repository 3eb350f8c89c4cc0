import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fromRoot, root } from './paths.mjs';

/**
 * @param {string} path of a file or a folder; one that does not exist holds no files
 * @returns {string[]} the files below it, in a stable order, without what is installed
 */
export function listFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  return entries.flatMap(({ name }) => listFiles(join(path, name))).sort();
}

/** @param {string} file absolute path @returns {string} relative to the root, with slashes on every platform */
export const fromRootName = (file) => relative(root, file).split(sep).join('/');

/**
 * @param {string[]} paths files and folders, relative to the root
 * @returns {string} a hash of their names and contents: dates change with every checkout, contents don't
 */
export function hashContents(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => listFiles(fromRoot(path)))) {
    hash
      .update(`${fromRootName(file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
