/** Packages that come as one UMD file, which a browser cannot import as a module. */
const UMD_FILES = [/\/simple-peer\/simplepeer\.min\.js$/, /\/axe-core\/axe\.js$/];

/**
 * Lets browser tests import UMD files: gives them the `module` they look for and exports what they leave there.
 * In the builds rollup does the same.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function commonJsModules() {
  return {
    name: 'common-js-modules',
    transform({ path, body }) {
      if (!UMD_FILES.some((pattern) => pattern.test(path))) return undefined;
      return `const module = { exports: {} }, exports = module.exports;\n${body}\nexport default module.exports;\n`;
    },
  };
}
