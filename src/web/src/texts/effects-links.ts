// SPDX-License-Identifier: EUPL-1.2
// What other pages say of Effetti before anything of them is loaded.
export const effectsLink = 'Effetti';
export const stakeLink = 'Quote da rivedere';
