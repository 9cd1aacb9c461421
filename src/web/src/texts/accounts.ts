// SPDX-License-Identifier: EUPL-1.2
// Quote del mese: the words of the page.
import { plural, showDate, showMoney, showMonth } from '../lib/format';

export const accounts = {
  title: 'Quote del mese',
  lead: (comune: string, month: string) => `${comune} · ${showMonth(`${month}-01`).toLowerCase()}`,
  choose: 'Comune e mese', comune: 'Comune', month: 'Mese', service: 'Servizio', everyService: 'Tutti',
  count: 'Conta senza scrivere', start: 'Determina ed emetti', stop: 'Interrompi', running: 'Elaborazione in corso',
  startNote: 'Determina le quote che mancano, emette una fattura per persona e gli avvisi pagoPA. Si può interrompere e rilanciare: nulla si ripete.',
  confirmTitle: 'Determina ed emetti',
  confirm: (comune: string, month: string) => `${comune}, ${showMonth(`${month}-01`).toLowerCase()}: le fatture emesse non si cambiano; le differenze si regolano con un conguaglio.`,
  due: 'Scadenza dei pagamenti',
  stages: { reading: 'Lettura dei fatti', fees: 'Quote', invoices: 'Fatture e avvisi' },
  progress: (stage: string, done: number, total: number) => `${stage}: ${done} di ${total}`,
  outcome: { dry: 'Che cosa si farebbe', done: 'Che cosa è stato fatto', cancelled: 'Interrotta: quello che è stato fatto resta' },
  failed: 'L’elaborazione non è arrivata alla fine: quello che è stato fatto resta. Rilanciala: riprende da dove era.',
  nothing: 'Nessun servizio a pagamento attivo nel mese.',
  rows: { services: 'Servizi attivi a pagamento', fees_present: 'Quote già determinate', fees_determined: 'Quote determinate ora', fees_to_determine: 'Quote da determinare', suspended: 'Servizi sospesi, senza quota', invoices: 'Fatture', credits: 'di cui a credito', notices: 'Avvisi pagoPA', notices_replaced: 'Avvisi sostituiti', amount: 'Totale delle fatture', amount_known: 'Totale, senza le quote da determinare' },
  refused: (n: number) => `Non riuscite: ${n}`, refusedNote: 'Le altre sono andate avanti. Sistema la causa e rilancia.',
  none: 'Nessuna quota è stata rifiutata.',
  list: 'Fatture', filter: 'Mostra', all: 'Tutte',
  states: { none: 'Nessun avviso', pending: 'Da pagare', paid: 'Pagate', annulled: 'Annullate', expired: 'Scadute' },
  state: { none: 'nessun avviso', pending: 'da pagare', paid: 'pagato', annulled: 'annullato', expired: 'scaduto' },
  credit: 'a credito',
  person: 'Intestatario', lines: 'Righe', issued: 'Emessa', dueOn: 'Scadenza', total: 'Totale', notice: 'Avviso', iuv: 'IUV', actions: 'Azioni',
  kinds: { fee: 'quota', settlement: 'conguaglio' },
  closedOn: (on: string) => `il ${showDate(on)}`,
  shown: (shown: number, all: number) => (shown === all ? plural(all, 'fattura', 'fatture') : `${shown} di ${plural(all, 'fattura', 'fatture')}`),
  empty: 'Nessuna fattura per questo mese. Conta che cosa si farebbe, poi avvia.',
  emptyFilter: (filter: string, all: number) => `0 risultati con il filtro «${filter}»: togli il filtro (${plural(all, 'fattura', 'fatture')}).`,
  csv: 'CSV', xlsx: 'XLSX', files: 'I file contengono nomi: chi li esporta resta registrato.',
  record: 'Registra esito', recordOf: (name: string) => `Registra esito: ${name}`,
  outcomes: { paid: 'Pagato', annulled: 'Annullato', expired: 'Scaduto' }, what: 'Esito', on: 'Data', amount: 'Importo pagato', amountHint: 'come sulla ricevuta',
  iuvHint: 'come sulla ricevuta: l’avviso si riconosce solo da questo', amountWrong: 'Scrivi l’importo con la virgola, per esempio 123,03.',
  save: 'Registra', recorded: 'Esito registrato.', due_amount: (amount: string) => `Da pagare: ${showMoney(amount)}`,
};

// A notice given up for another.
export const replacing = {
  open: 'Sostituisci', of: (name: string) => `Sostituisci l’avviso: ${name}`, due: 'Nuova scadenza',
  effect: 'Il vecchio avviso non si può più pagare; ne nasce uno nuovo con un altro IUV e lo stesso importo. Un importo diverso passa da un conguaglio.',
  done: 'Avviso sostituito: nell’elenco c’è quello nuovo.',
};
