import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);

/**
 * Writes `x.js.gz` and `x.js.br` beside each `x.js`: compressed once and as well as can be, instead of by the server
 * on every request.
 *
 * @returns {import('rollup').Plugin}
 */
export function precompress() {
  return {
    name: 'precompress',
    generateBundle: {
      // After whoever else changes the code.
      order: 'post',
      async handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        await Promise.all(chunks.map(({ fileName, code }) => emitCompressed(this, fileName, Buffer.from(code))));
      },
    },
  };
}

/**
 * @param {import('rollup').PluginContext} context
 * @param {string} fileName
 * @param {Buffer} content
 */
async function emitCompressed(context, fileName, content) {
  const [gz, br] = await Promise.all([
    toGzip(content, { level: 9 }),
    toBrotli(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
  ]);
  context.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gz });
  context.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: br });
}
