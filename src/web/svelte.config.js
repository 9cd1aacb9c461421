// SPDX-License-Identifier: EUPL-1.2
// Every warning of the compiler is an error: most of them are about accessible markup.
export default {
  compilerOptions: { runes: true },
  onwarn: (warning) => {
    throw new Error(`${warning.code}: ${warning.message} (${warning.filename})`);
  },
};
