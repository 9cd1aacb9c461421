// SPDX-License-Identifier: EUPL-1.2
// The sentences of the pages on access criteria and ranked lists. The rules themselves and the reason of
// each place arrive as Italian text from the server.
import type { RankingRow } from '../api/rankings';
import { plural, showDate, showNumber } from '../lib/format';

const states: Record<RankingRow['state'], string> = {
  admitted_funded: 'Ammessa', admitted_waiting: 'In lista d’attesa', suspended_documents: 'Sospesa', refused: 'Non accolta',
};
const tones: Record<RankingRow['state'], string> = {
  admitted_funded: 'green', admitted_waiting: 'blue', suspended_documents: 'amber', refused: 'red',
};

export const tr = {
  title: 'Graduatorie', lead: 'Chi è ammesso a un servizio quando i posti non bastano: le regole, l’ordine e il perché di ogni posizione.',
  lists: 'Graduatorie pubblicate', empty: 'Nessuna graduatoria pubblicata a questa data.',
  emptyDo: 'Una graduatoria nasce dai criteri di un bando e dalle domande valutate con quei criteri.',
  service: 'Servizio', date: 'Data', places: 'Posti', funded: 'Ammesse', waiting: 'In attesa', suspended: 'Sospese', refused: 'Non accolte',
  superseded: 'sostituita', current: 'in vigore', open: (service: string, on: string) => `${service}, graduatoria del ${showDate(on)}`,
  criteria: 'Criteri in vigore', criteriaEmpty: 'Nessun criterio di accesso in vigore a questa data: prima si pubblicano i criteri del bando (Nuovi criteri), poi si valutano le domande dalla pagina della famiglia.',
  criteriaOf: (service: string) => `Criteri: ${service}`,
  newCriteria: 'Nuovi criteri', act: 'Atto', source: 'Fonte', openSource: 'apri la pagina', from: (on: string) => `dal ${showDate(on)}`, fromTo: (from: string, to: string) => `dal ${showDate(from)} al ${showDate(to)}`,
  gates: 'Requisiti', gatesHelp: 'Chi non ne soddisfa uno non è ammesso.', noGates: 'Nessun requisito indicato.',
  classes: 'Classi di priorità', classesHelp: 'Vengono prima di qualunque punteggio, in quest’ordine.',
  items: 'Punteggio', itemsHelp: 'Punti massimi per voce.', total: 'Totale', ties: 'A parità di punti', tiesHelp: 'In quest’ordine; alla fine decide il numero di protocollo.',
  next: 'Nuova graduatoria', nextHelp: 'Prima la vedi com’è, poi decidi se pubblicarla. Una graduatoria pubblicata non si modifica: se cambiano i punteggi se ne pubblica un’altra.',
  call: 'Criteri', on: 'Data della graduatoria', placesField: 'Posti disponibili', preview: 'Anteprima', previewing: 'Calcolo in corso…',
  previewTitle: 'Anteprima: non ancora pubblicata', publish: 'Pubblica', publishTitle: 'Pubblicare la graduatoria?',
  publishSure: (rows: number, places: number) => `${plural(rows, 'domanda', 'domande')}, ${plural(places, 'posto', 'posti')}. Dopo la pubblicazione non si può modificare.`,
  replaces: 'Prende il posto di quella pubblicata prima con gli stessi criteri.',
  published: 'Graduatoria pubblicata.', cancel: 'Torna all’anteprima', back: 'Graduatorie',
  heading: (service: string, on: string) => `${service}: graduatoria del ${showDate(on)}`,
  summary: (rows: number, places: number) => `${plural(rows, 'domanda', 'domande')} · ${plural(places, 'posto', 'posti')}`,
  supersededBy: 'Sostituita da una graduatoria più recente.', openNewer: 'Apri quella in vigore',
  columns: { order: 'Posto', who: 'Domanda', state: 'Stato', class: 'Classe', points: 'Punti', reason: 'Perché' },
  states, tones, all: 'Tutte', filter: 'Stato',
  protocolColumn: 'Protocollo', protocol: (number: number, on: string) => `prot. ${number} del ${showDate(on)}`,
  breakdown: (points: string) => `${showNumber(points)} punti: come si arriva`, item: 'Voce', max: 'massimo', notAssessed: 'non valutata', isee: 'ISEE',
  // An abbreviation keeps its capitals: "ISEE più basso".
  before: (why: string) => `Prima di chi segue: ${/^\p{Lu}\p{Ll}/u.test(why) ? why.charAt(0).toLowerCase() + why.slice(1) : why}`,
  letter: 'Lettera', letterTo: (name: string) => `Lettera a ${name}`, noRows: 'Nessuna domanda in questo stato.',
  letterTitle: 'Lettera all’interessato', subject: 'Oggetto:', gate: 'Requisito', threshold: 'Chiesto', value: 'Risulta',
  review: 'Se pensa che ci sia un errore', letterFact: (on: string, position: number) => `Graduatoria del ${showDate(on)} · fatto ${showNumber(position)} del registro`,
  toRanking: 'Graduatoria', note: 'Le righe senza nome sono di altri uffici, o riservate al tuo ruolo.',
};
