import { cpSync } from 'node:fs';

/**
 * Copies the output folder to a second place: making it twice would minify and compress twice.
 *
 * @param {string} folder
 * @returns {import('rollup').Plugin}
 */
export function copyTo(folder) {
  return {
    name: 'copy-to',
    writeBundle: {
      order: 'post',
      handler({ dir }) {
        if (dir) cpSync(dir, folder, { recursive: true });
      },
    },
  };
}
