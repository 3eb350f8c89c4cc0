import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Everything up to and including the innermost package folder of a module's path. */
const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * Collects the licences of the packages that a bundle has inlined into one text file: their terms ask for it, and
 * minifying takes the comments out.
 *
 * @param {string} fileName of the text file, relative to the output folder
 * @returns {import('rollup').Plugin}
 */
export function thirdPartyLicenses(fileName) {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const modules = chunks.flatMap((chunk) => includedModules(chunk.modules));
      const folders = new Set(modules.flatMap((id) => PACKAGE_FOLDER.exec(id)?.[0] ?? []));
      if (folders.size === 0) return;
      const source = [...folders]
        .map(describeLicense)
        .sort()
        .join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

/** @param {Record<string, import('rollup').RenderedModule>} modules */
function includedModules(modules) {
  const included = Object.entries(modules).filter(([, module]) => module.renderedLength > 0);
  // Plugins prefix the ids of modules they make up with a NUL; the CommonJS one also appends a query.
  return included.map(([id]) => id.replace('\0', '').replace(/\?.*$/, ''));
}

/** @param {string} folder of a package */
function describeLicense(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
  return `${name} ${version}\n\n${text}\n`;
}
