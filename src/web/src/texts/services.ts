// SPDX-License-Identifier: EUPL-1.2
// Stopping a service and starting it again: the words on the family's page and in the dialog.
import type { Suspension } from '../api/services';
import { showDate } from '../lib/format';

const because = { arrears: ' per morosità', absence: ' per assenza', asked: ' su richiesta della famiglia' };

export const stop = {
  // What stands where the state of the service is said.
  state: ({ from, reason, resumed_from: again }: Suspension, today: string) =>
    `${from > today ? 'attivo, ' : ''}sospeso dal ${showDate(from)}${reason ? because[reason] : ''}${again ? `, riprende il ${showDate(again)}` : ''}`,
  open: 'Sospendi', again: 'Riprendi',
  title: 'Sospendi il servizio', againTitle: 'Riprendi il servizio',
  reason: 'Motivo', reasons: { asked: 'Richiesta della famiglia', absence: 'Assenza', arrears: 'Morosità' },
  arrears: 'La morosità non sospende mai ciò che ha disposto un giudice o che tutela un minore. Negli altri casi serve prima una valutazione sociale.',
  assessed: 'Giorno della valutazione sociale',
  from: 'Dal', fromHint: 'primo giorno senza servizio', to: 'Dal', toHint: 'primo giorno di nuovo con il servizio',
  effect: 'Le quote già determinate non cambiano. Un mese tutto sospeso e senza prestazioni non si fattura.',
  confirm: 'Sospendi', confirmAgain: 'Riprendi',
  done: 'Sospensione registrata nella storia.', doneAgain: 'Ripresa registrata nella storia.',
};
