// SPDX-License-Identifier: EUPL-1.2
// The requests of a family: where they stand, and how one is judged.
import type { ApplicationPlace } from '../api/applications';
import type { AmountMistake } from '../lib/amounts';
import { plural, showDate, showNumber } from '../lib/format';

export const places = {
  title: 'Domande e graduatorie',
  empty: 'Nessuna domanda in attesa. Quando la famiglia chiede un servizio con graduatoria, qui compaiono la valutazione e il posto.',
  asked: (on: string, protocol: number | undefined) => `chiesto il ${showDate(on)}${protocol ? `, prot. ${protocol}` : ', senza protocollo'}`,
  noPlace: 'Non è in nessuna graduatoria in vigore: entra nella prossima, se è stata valutata.',
  notAssessed: 'Non ancora valutata.', assessed: (on: string) => `valutata il ${showDate(on)}`,
  // Which place, of how many, in which list of which day.
  place: ({ order, funded, waiting, on }: ApplicationPlace) => (order ? `${showNumber(order)}ª di ${showNumber(funded + waiting)} nella graduatoria del ${showDate(on)}` : `Nella graduatoria del ${showDate(on)}, senza posto`),
  seats: (n: number) => plural(n, 'posto disponibile', 'posti disponibili'),
  assess: 'Valuta la domanda', again: 'Valuta di nuovo', openList: 'Apri la graduatoria',
};

export const judging = {
  title: (service: string) => `Valuta la domanda: ${service}`, generic: 'Valuta la domanda', back: 'Torna alla famiglia',
  lead: 'Il giudizio dice se la domanda è ammissibile e quanti punti ha. Il posto dipende dalle altre domande: si sa con la graduatoria.',
  gone: 'La domanda non è tra quelle da decidere: forse è già stata concessa, negata o chiusa.',
  noCriteria: 'Nessun criterio in vigore quel giorno per questo servizio. La domanda si valuta quando il responsabile li ha pubblicati.',
  noProtocol: 'La domanda non ha il numero di protocollo: senza, non si può ordinare a parità di punti. Va registrata con il suo numero.',
  known: 'Che cosa risulta', criteria: 'Criteri', on: 'Valutata il', choose: 'Scegli',
  years: 'Età: anni compiuti', months: 'e mesi', born: (on: string) => `dalla data di nascita, ${showDate(on)}`,
  residence: 'Comune di residenza', unknown: 'Non risulta', otherComune: (code: string) => `Fuori dall’Ambito (codice ${code})`,
  conditions: 'Condizioni documentate', priority: 'Classe di priorità', noPriority: 'Nessuna',
  isee: 'Attestazione ISEE', noIsee: 'Nessuna', iseeHint: 'valore e annotazioni sono quelli dell’attestazione',
  iseeOne: (kind: string, isee: string, person: string, to: string) => `${kind}, ${isee}, ${person}, valida fino al ${showDate(to)}`,
  documents: 'Mancano documenti chiesti dal bando',
  points: 'Punteggio', pointsHint: 'una voce vuota non è stata valutata: non è zero punti', pointsMax: (max: string) => `al massimo ${showNumber(max)}`,
  pointsWrong: { negative: 'I punti non sono mai negativi.', english: 'Scrivi i punti come 12,50.', ambiguous: 'Scrivi anche i decimali, come 1.234,00.', decimals: 'Al massimo due decimali.', malformed: 'Non si leggono: scrivi i punti come 12,50.', missing: 'Mancano i punti.' } satisfies Record<AmountMistake, string>,
  yearsWrong: 'Scrivi gli anni compiuti, da 0 a 130, e i mesi, da 0 a 11.',
  preview: 'Vedi il giudizio', previewing: 'Valuto…', save: 'Registra la valutazione',
  stale: 'Hai cambiato qualcosa: vedi di nuovo il giudizio prima di registrarlo.',
  done: 'Valutazione registrata: conta dalla prossima graduatoria.',
  // ---- The outcome ----
  outcome: 'Giudizio', previewMark: 'non ancora registrato', noOutcome: 'Qui compare il giudizio: requisito per requisito, la classe, i punti.',
  states: { admitted: 'Ammissibile', suspended_documents: 'Sospesa', refused: 'Non ammissibile' }, tones: { admitted: 'green', suspended_documents: 'amber', refused: 'red' },
  gates: 'Requisiti', verdicts: { passed: 'soddisfatto', failed: 'non soddisfatto', missing: 'non si può giudicare', other_group: 'non riguarda questa persona' },
  verdictTones: { passed: 'green', failed: 'red', missing: 'amber', other_group: '' }, found: (value: string) => `Risulta: ${value}`,
  noGates: 'I criteri non hanno requisiti.', class: 'Classe di priorità', noClass: 'nessuna', score: 'Punti', item: 'Voce', max: 'Massimo', notAssessed: 'non valutata', noScore: 'I criteri non danno punti.',
  last: (on: string) => `Ultima valutazione, ${showDate(on)}`,
};
