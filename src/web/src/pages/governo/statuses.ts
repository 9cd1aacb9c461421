// SPDX-License-Identifier: EUPL-1.2
// The six statuses of an indicator (leps.md), in the order of the board, with sign and tone.
import type { LepsStatus } from '../../api/types';

export const statuses: LepsStatus[] = ['Met', 'NotMet', 'NoThreshold', 'NotYetDue', 'InsufficientData', 'NotApplicable'];
export const signs: Record<LepsStatus, string> = { Met: '✓', NotMet: '×', NoThreshold: '–', NotYetDue: '◷', InsufficientData: '!', NotApplicable: '/' };
export const tones: Record<LepsStatus, string> = { Met: 'good', NotMet: 'bad', NoThreshold: '', NotYetDue: '', InsufficientData: 'warn', NotApplicable: '' };
