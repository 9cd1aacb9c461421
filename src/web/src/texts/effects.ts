// SPDX-License-Identifier: EUPL-1.2
// Effetti, conguaglio, riesame: the words of these pages.
import { plural, showDate, showMoney } from '../lib/format';

export const effects = {
  title: (family: string) => `Effetti: famiglia ${family}`, generic: 'Effetti',
  lead: (number: string, on: string) => `caso ${number} · con i dati noti al ${showDate(on)}`,
  back: 'Torna alla famiglia',
  nothing: 'Nessuna quota da rivedere: gli importi di oggi sono quelli già determinati.',
  stays: 'Nulla cambia finché non decidi.',
  staysWhy: 'Le quote in vigore restano quelle e nessun recupero parte da solo.',
  period: 'Periodo', isee: 'ISEE', unit: 'Quota unitaria', amount: 'Importo', difference: 'Differenza', why: 'Perché', total: 'Totale',
  noIsee: 'senza ISEE',
  since: (on: string) => `noto dal ${showDate(on)}`,
  oldFee: 'quota di allora', oldFeeOf: (from: string, to: string) => `quota determinata dal ${showDate(from)} al ${showDate(to)}`,
  unanswered: 'Da guardare a mano', unansweredWhy: 'Con i dati di oggi il regolamento non dà un importo: non entra nel conguaglio.',
  propose: 'Conguaglio proposto',
  debt: (total: string) => `La famiglia dovrebbe ${showMoney(total)} in più.`,
  credit: (total: string) => `Alla famiglia spettano ${showMoney(total.replace('-', ''))}.`,
  even: 'Le differenze si compensano: non c’è nulla da pagare né da rendere.',
  method: 'Come si regola', methods: { next_invoice: 'Nella prossima fattura', refund: 'Rimborso', instalments: 'A rate', waived: 'Rinuncia: la differenza non si chiede' },
  done: { next_invoice: 'nella prossima fattura', refund: 'rimborso', instalments: 'a rate', waived: 'rinuncia' },
  parts: 'Numero di rate', partsHint: 'da 2 a 60',
  plan: (times: number, each: string, last: string) => `${plural(times, 'rata', 'rate')} da ${showMoney(each)}, l’ultima da ${showMoney(last)}`,
  planWrong: 'Indica quante rate, da 2 a 60.',
  decide: 'Decidi il conguaglio', confirm: 'Registra la decisione', confirmTitle: 'Decidi il conguaglio',
  confirmText: (service: string, person: string, total: string) => `${service}, ${person}: differenza di ${showMoney(total)}.`,
  noUndo: 'La decisione resta nella storia: non si annulla. Se i fatti cambiano ancora, comparirà un nuovo effetto.',
  decided: 'Conguaglio registrato: le quote nuove sono in vigore, le vecchie restano leggibili.',
  keeps: 'Che cosa resta com’è',
  keepsList: [
    'Le quote già determinate: restano leggibili con il loro perché.',
    'Le relazioni e i documenti firmati: restano come furono firmati.',
    'Gli avvisi già pagati: non si toccano, la differenza passa dal conguaglio.',
  ],
  past: 'Conguagli già decisi', pastRow: (on: string, total: string, how: string, parts: number | undefined) => `${showDate(on)}: ${showMoney(total)}, ${how}${parts ? ` (${parts})` : ''}`,
  replaced: 'quota vecchia', replacement: 'quota nuova', pair: (charged: string, due: string) => `da ${showMoney(charged)} a ${showMoney(due)}`,
  readOnly: 'Solo lettura: chi segue il caso decide.',
};

// On the family's page, once there is something to review.
export const review = {
  sum: (periods: number, total: string) => `Da rivedere: ${plural(periods, 'periodo', 'periodi')}, ${total.startsWith('-') ? '' : '+'}${showMoney(total)}`,
  stays: 'Nulla cambia finché non decidi', now: (isee: string) => `Con l’ISEE di ${showMoney(isee)}`, open: 'Effetti',
};

export const stake = {
  title: 'Quote da rivedere', back: 'Torna ai carichi',
  lead: (cases: number) => plural(cases, 'famiglia', 'famiglie'),
  family: 'Famiglia', worker: 'Responsabile', periods: 'Periodi', unanswered: 'Senza risposta', debt: 'A debito', credit: 'A credito', total: 'Totale',
  none: 'Nessuna quota da rivedere nell’unità.', noManager: 'senza responsabile',
  leftOut: (n: number) => `Altri ${n} casi non sono stati calcolati: decidi questi e ricarica.`,
  note: 'Importi in gioco se si decidesse oggi: nulla cambia finché non si decide, caso per caso.',
};

export const contest = {
  title: 'Notifica e riesame', notified: (on: string) => `Notificata il ${showDate(on)}`, notNotified: 'Non ancora notificata alla famiglia.',
  asked: (on: string) => `Riesame chiesto il ${showDate(on)}`, open: 'in attesa di decisione: intanto la quota resta dovuta',
  outcomes: { confirmed: 'confermata', changed: 'da cambiare' }, outcome: 'Esito',
  answered: (outcome: string, on: string) => `Quota ${outcome}: deciso il ${showDate(on)}`,
  changedNext: 'L’importo non cambia da solo: si decide dagli effetti.', effects: 'Apri gli effetti',
  day: 'Giorno', notify: 'Registra la notifica', ask: 'Registra la richiesta di riesame', answer: 'Registra l’esito',
  done: 'Registrato.',
  terms: 'Altro che conta', surcharge: 'maggiorazione', discount: 'riduzione', thirdPayer: 'paga un altro ente', fullCost: 'costo intero di una unità',
  exemption: 'non dovuta', exemptions: { court_order: 'disposto da un giudice', child_protection: 'tutela di un minore' }, nonResident: 'residenza', elsewhere: 'fuori dal Comune',
  newer: 'Sostituita: apri la quota nuova', older: 'Sostituisce un’altra quota: apri la vecchia',
};
