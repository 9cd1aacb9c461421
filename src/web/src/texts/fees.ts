// SPDX-License-Identifier: EUPL-1.2
// The dialog that determines a fee: what the regulation lets one say, and the amount before it counts.
import type { AmountMistake } from '../lib/amounts';
import type { FeeTerms } from '../api/fees';
import { plural, showDate, showMoney, showNumber } from '../lib/format';

export const dialog = {
  terms: 'Regolamento in vigore', loading: 'Leggo il regolamento…',
  noTerms: (on: string) => `Il ${showDate(on)} nessun regolamento del servizio è in vigore: scegli un altro periodo.`,
  surcharge: 'Maggiorazione', discount: 'Riduzione', none: 'nessuna',
  adjustment: ({ when, percent, isee_max: most }: FeeTerms['surcharges'][number]) => `${when}: ${showNumber(percent.replace(/\.?0+$/, ''))} %${most ? `, con ISEE fino a ${showMoney(most)}` : ''}`,
  third: 'Paga anche un altro ente', thirdHint: 'importo nel periodo, facoltativo',
  cost: 'Costo intero di una unità', costHint: (known: string | undefined) => (known ? `vuoto: ${showMoney(known)}, come nel regolamento` : 'come 25,00'),
  nonResident: 'Non risiede nel Comune',
  exempt: { court_order: 'Disposto da un giudice: con questo regolamento non si paga.', child_protection: 'Tutela un minore: con questo regolamento non si paga.' },
  preview: 'Calcola', previewing: 'Calcolo…', stale: 'Hai cambiato qualcosa: ricalcola prima di determinare.',
  lead: 'Prima vedi l’importo e come ci si arriva, poi decidi.',
  result: 'Importo, non ancora determinato', several: (n: number) => `Nel periodo la regola o l’ISEE cambia: ${plural(n, 'quota', 'quote')}.`,
  notAccessible: 'Servizio non accessibile con questo ISEE', body: (share: string) => `a carico del Comune ${showMoney(share)}`,
  how: 'Come ci si arriva', amount: {
    negative: 'Un importo non è mai negativo.', english: 'La virgola viene prima del punto, all’inglese: scrivilo come 1.234,56.',
    ambiguous: 'Il punto può separare le migliaia o i centesimi: scrivi anche i centesimi, come 1.234,00.', decimals: 'Più di due decimali: scrivilo al centesimo.',
    malformed: 'Non si legge: scrivilo come 12,50.', missing: 'Manca l’importo.',
  } satisfies Record<AmountMistake, string>,
};
